import type { OffsetAt } from '../core/level/local-time.ts';
import { dayAt } from '../core/level/local-time.ts';
import { cellOf } from '../core/weak-area/week/week-grid.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** On the clock of the site: days since 1970, and the hour of the week, Monday 0 h being 0. */
export interface LocalHour {
  day: number;
  cell: number;
}

/** Tells thousands of hours at once. */
export function createLocalHours(offsetAt: OffsetAt): (ts: number) => LocalHour {
  const offset = remembered(offsetAt);
  return (ts) => ({ day: dayAt(ts, offset), cell: cellOf(ts, offset) });
}

/** To ask a time zone costs microseconds; of a week in which the clock is not changed it is asked twice. */
function remembered(offsetAt: OffsetAt): OffsetAt {
  const weeks = new Map<number, number | null>();

  function steadyOffset(week: number): number | null {
    const known = weeks.get(week);
    if (known !== undefined) return known;
    const [start, end] = [offsetAt(week * WEEK_MS), offsetAt((week + 1) * WEEK_MS)];
    const steady = start === end ? start : null;
    weeks.set(week, steady);
    return steady;
  }

  return (at) => steadyOffset(Math.floor(at / WEEK_MS)) ?? offsetAt(at);
}
