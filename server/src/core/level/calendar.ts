import type { Actor, CalendarEntry, LevelEntry } from '@fengsui/config/contract';
import type { OffsetAt } from './local-time.ts';
import { dayAt, dayNumber, utcOf, yearOf } from './local-time.ts';

const CALENDAR: Actor = { kind: 'program', id: 'calendar', name: '日历 Calendar' };

interface Span {
  from: number;
  to: number;
}

/**
 * What calendars switch on, as far as it touches `from` to `to` (ms UTC): whole spans, not cut off. Their ids
 * stay the same from one call to the next.
 */
export function calendarLevels(
  entries: readonly CalendarEntry[],
  { from, to }: Span,
  offsetAt: OffsetAt,
): LevelEntry[] {
  return entries.flatMap((entry) =>
    spansOf(entry, { from, to }, offsetAt)
      .filter((span) => span.from < to && span.to > from)
      .map((span) => levelOf(entry, span)),
  );
}

function levelOf({ id, name, level, region }: CalendarEntry, { from, to }: Span): LevelEntry {
  const why = `${name.zh} ${name.en}`;
  return { id: `calendar-${id}-${from}`, level, region, from, to, source: 'calendar', why, by: CALENDAR };
}

function spansOf({ times, yearly }: CalendarEntry, window: Span, offsetAt: OffsetAt): Span[] {
  const given = times.map(({ from, to }) => ({ from: startOf(from, offsetAt), to: endOf(to, offsetAt) }));
  const first = yearOf(dayAt(window.from, offsetAt)) - 1;
  const last = yearOf(dayAt(window.to, offsetAt));
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const repeated = yearly.flatMap((days) => years.map((year) => inYear(days, year, offsetAt)));
  return [...given, ...repeated];
}

/** A last day that is earlier than the first is that of the next year. 29 February is 28 where there is none. */
function inYear({ from, to }: { from: string; to: string }, year: number, offsetAt: OffsetAt): Span {
  const endsIn = to < from ? year + 1 : year;
  return {
    from: utcOf(dayIn(year, from), 0, offsetAt),
    to: utcOf(dayIn(endsIn, to) + 1, 0, offsetAt),
  };
}

function dayIn(year: number, monthDay: string): number {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  const nextMonth = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  return Math.min(dayNumber(year, month, day), nextMonth - 1);
}

const startOf = (moment: string, offsetAt: OffsetAt): number =>
  utcOf(dayOf(moment), minutesOf(moment), offsetAt);

/** The end of the day where no time of day is said. */
function endOf(moment: string, offsetAt: OffsetAt): number {
  return isWholeDay(moment) ? utcOf(dayOf(moment) + 1, 0, offsetAt) : startOf(moment, offsetAt);
}

const isWholeDay = (moment: string): boolean => !moment.includes('T');

function dayOf(moment: string): number {
  const [year = 1970, month = 1, day = 1] = moment.slice(0, 10).split('-').map(Number);
  return dayNumber(year, month, day);
}

function minutesOf(moment: string): number {
  const [hours = 0, minutes = 0] = moment.slice(11).split(':').map(Number);
  return hours * 60 + minutes;
}
