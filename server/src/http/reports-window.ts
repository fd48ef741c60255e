import type { Window } from '../core/service/case-row.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1 January 1970 was a Thursday: three days after a Monday. */
const DAYS_AFTER_MONDAY = 3;

/** What to add to UTC for the site's wall clock at a time, ms. */
export type UtcOffset = (at: number) => number;
type Span = Omit<Window, 'at'>;

/** The week that a time lies in, from Monday 00:00 on the site's wall clock. */
export function weekOf(at: number, utcOffset: UtcOffset): Span {
  const day = Math.floor((at + utcOffset(at)) / DAY_MS);
  const monday = day - ((((day + DAYS_AFTER_MONDAY) % 7) + 7) % 7);
  return { from: atWall(monday * DAY_MS, utcOffset), to: atWall((monday + 7) * DAY_MS, utcOffset) };
}

/** The month that a time lies in, from the 1st, 00:00 on the site's wall clock. */
export function monthOf(at: number, utcOffset: UtcOffset): Span {
  const wall = new Date(at + utcOffset(at));
  const first = (month: number): number => atWall(Date.UTC(wall.getUTCFullYear(), month, 1), utcOffset);
  return { from: first(wall.getUTCMonth()), to: first(wall.getUTCMonth() + 1) };
}

/** When the wall clock shows this (counted as if it were UTC). */
function atWall(wall: number, utcOffset: UtcOffset): number {
  return wall - utcOffset(wall - utcOffset(wall));
}

/** `2026-09-20T00:45:00+08:00`: as the site's people read it, and still unmistakable. */
export function siteTime(at: number, utcOffset: UtcOffset): string {
  const offset = utcOffset(at);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${new Date(at + offset).toISOString().slice(0, 19)}${zone}`;
}
