import type { WallTime } from '../on-call/wall-time.ts';

export type PeriodKind = 'week' | 'month';

/** From inclusive, to exclusive, ms UTC; on the clock of the site. */
export interface Period {
  kind: PeriodKind;
  from: number;
  to: number;
}

const DAYS_OF_WEEK = 7;

/** The week (from Monday) or month in which a time lies. */
export function periodAt(kind: PeriodKind, at: number, time: WallTime): Period {
  const wall = new Date(`${time.toInput(at).slice(0, 10)}T00:00:00Z`);
  if (kind === 'week') {
    const monday = -((wall.getUTCDay() + 6) % DAYS_OF_WEEK);
    return { kind, from: time.midnight(at, monday), to: time.midnight(at, monday + DAYS_OF_WEEK) };
  }
  const first = 1 - wall.getUTCDate();
  const days = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  return { kind, from: time.midnight(at, first), to: time.midnight(at, first + days) };
}

/** The one before or after it. */
export const nextTo = ({ kind, from, to }: Period, by: -1 | 1, time: WallTime): Period =>
  periodAt(kind, by === 1 ? to : from - 1, time);
