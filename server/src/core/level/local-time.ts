/** What to add to UTC for the wall clock of a place, ms, at a time, ms UTC. */
export type OffsetAt = (at: number) => number;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS_OF_ERA = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;

/** Days since 1970-01-01 of the proleptic Gregorian calendar; a day beyond the month's last runs into the next. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - EPOCH;
}

/** The year of a day since 1970-01-01. */
export function yearOf(day: number): number {
  const guess = 1970 + Math.floor(day / 365.2425);
  if (dayNumber(guess, 1, 1) > day) return guess - 1;
  return dayNumber(guess + 1, 1, 1) <= day ? guess + 1 : guess;
}

/**
 * A time on the wall clock as ms UTC. One that the clock leaps over is put as far behind the leap; of two
 * that are alike the first is meant.
 */
export function utcOf(day: number, minutes: number, offsetAt: OffsetAt): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS;
  const before = wall - offsetAt(wall - DAY_MS);
  if (before + offsetAt(before) === wall) return before;
  const after = wall - offsetAt(wall + DAY_MS);
  return after + offsetAt(after) === wall ? after : before;
}

/** The day of the wall clock at a time, as days since 1970-01-01. */
export const dayAt = (at: number, offsetAt: OffsetAt): number => Math.floor((at + offsetAt(at)) / DAY_MS);
