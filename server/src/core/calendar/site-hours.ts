import type { SiteCalendar } from '@fengsui/config/contract';
import type { NamedDays } from './day-kind.ts';
import { DAY_KINDS, dayKindAt, namedDays } from './day-kind.ts';

/** Hours of the site's wall clock. */
export interface SiteHours {
  /** Counted from 1970-01-01T00:00 on the wall clock. */
  numberAt(at: number): number;
  /** ms UTC. */
  startOf(number: number): number;
  /** Which of the `HOUR_KINDS` it is: the same hour of the same kind of day. */
  kindOf(number: number): number;
  /** Days since 1970-01-01. */
  dayOf(number: number): number;
}

export interface SiteHoursOptions {
  /** What to add to UTC for the site's wall clock, ms. */
  utcOffsetMs: number;
  calendar?: SiteCalendar | undefined;
}

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
export const HOUR_KINDS = DAY_KINDS.length * HOURS_A_DAY;

/** The kind of day that an hour kind belongs to, as its place in `DAY_KINDS`. */
export const dayKindOf = (hourKind: number): number => Math.floor(hourKind / HOURS_A_DAY);

/** The same hour on another kind of day. */
export const onDayKind = (hourKind: number, dayKind: number): number =>
  dayKind * HOURS_A_DAY + (hourKind % HOURS_A_DAY);

export function createSiteHours({
  utcOffsetMs,
  calendar = { holidays: [], workdays: [] },
}: SiteHoursOptions): SiteHours {
  const named: NamedDays = namedDays(calendar);
  const startOf = (number: number): number => number * HOUR_MS - utcOffsetMs;
  const dayOf = (number: number): number => Math.floor(number / HOURS_A_DAY);
  /** What was found last: hours come in order, and a day has but one kind. */
  let known = { day: NaN, kind: 0 };

  function dayKind(number: number): number {
    const day = dayOf(number);
    if (known.day !== day)
      known = { day, kind: DAY_KINDS.indexOf(dayKindAt(startOf(number), utcOffsetMs, named)) };
    return known.kind;
  }

  return {
    numberAt: (at) => Math.floor((at + utcOffsetMs) / HOUR_MS),
    startOf,
    kindOf: (number) => dayKind(number) * HOURS_A_DAY + (number % HOURS_A_DAY),
    dayOf,
  };
}
