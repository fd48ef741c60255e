import type { SiteCalendar } from '@fengsui/config/contract';
import { dayNumber } from '../level/local-time.ts';
import { isPublicHoliday, isSpringFestival } from './chinese-holidays.ts';

/** Kinds of days on which people live by other hours; weekends are holidays. */
export const DAY_KINDS = ['workday', 'holiday', 'spring_festival'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** Days (since 1970-01-01) that the site's calendar names. */
export type NamedDays = ReadonlyMap<number, 'workday' | 'holiday'>;

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4;

export function namedDays({ holidays = [], workdays = [] }: Partial<SiteCalendar>): NamedDays {
  return new Map([
    ...holidays.map((date) => [dayOfDate(date), 'holiday'] as const),
    ...workdays.map((date) => [dayOfDate(date), 'workday'] as const),
  ]);
}

function dayOfDate(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return dayNumber(year, month, day);
}

/** The kind of day that it is on the site's wall clock. */
export function dayKindAt(at: number, utcOffsetMs: number, named: NamedDays): DayKind {
  const day = Math.floor((at + utcOffsetMs) / DAY_MS);
  const name = named.get(day);
  if (name === 'workday') return 'workday';
  if (isSpringFestival(day)) return 'spring_festival';
  const weekday = (day + EPOCH_WEEKDAY) % 7;
  const isWeekend = weekday === 0 || weekday === 6;
  return name === 'holiday' || isWeekend || isPublicHoliday(day) ? 'holiday' : 'workday';
}
