import { CalendarEntry } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarLevels } from './calendar.ts';
import { dayNumber, utcOf, yearOf } from './local-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const shanghai = () => 8 * HOUR;

const base = {
  id: 'festival',
  name: { zh: '春节保障', en: 'Spring Festival' },
  level: 'III',
  region: '441200',
};
const calendar = (over: object) => CalendarEntry.parse({ ...base, ...over });
const iso = (at: number | null) => new Date(at ?? NaN).toISOString();

function spans(over: object, from: string, to: string, offsetAt: (at: number) => number = shanghai) {
  const window = { from: Date.parse(from), to: Date.parse(to) };
  return calendarLevels([calendar(over)], window, offsetAt).map((one) => [iso(one.from), iso(one.to)]);
}

describe('a calendar', () => {
  it('switches a level on for whole days of the site, the last included', () => {
    const times = [{ from: '2027-02-05', to: '2027-02-12' }];
    const window = { from: Date.parse('2027-01-01T00:00Z'), to: Date.parse('2028-01-01T00:00Z') };
    expect(calendarLevels([calendar({ times })], window, shanghai)).toEqual([
      {
        id: `calendar-festival-${Date.parse('2027-02-04T16:00Z')}`,
        level: 'III',
        region: '441200',
        from: Date.parse('2027-02-04T16:00Z'),
        to: Date.parse('2027-02-12T16:00Z'),
        source: 'calendar',
        why: '春节保障 Spring Festival',
        by: { kind: 'program', id: 'calendar', name: '日历 Calendar' },
      },
    ]);
  });

  it('may mean an evening', () => {
    const times = [{ from: '2027-05-03T18:30', to: '2027-05-03T23:00' }];
    expect(spans({ times }, '2027-01-01T00:00Z', '2028-01-01T00:00Z')).toEqual([
      ['2027-05-03T10:30:00.000Z', '2027-05-03T15:00:00.000Z'],
    ]);
  });

  it('comes again each year, also over its turn', () => {
    const yearly = [{ from: '12-30', to: '01-02' }];
    expect(spans({ yearly }, '2026-06-01T00:00Z', '2027-12-31T00:00Z')).toEqual([
      ['2026-12-29T16:00:00.000Z', '2027-01-02T16:00:00.000Z'],
      ['2027-12-29T16:00:00.000Z', '2028-01-02T16:00:00.000Z'],
    ]);
    expect(spans({ yearly }, '2027-01-01T00:00Z', '2027-01-01T01:00Z')).toHaveLength(1);
  });

  it('ends on 28 February where there is no 29th', () => {
    const yearly = [{ from: '02-29', to: '02-29' }];
    expect(spans({ yearly }, '2027-01-01T00:00Z', '2028-12-31T00:00Z')).toEqual([
      ['2027-02-27T16:00:00.000Z', '2027-02-28T16:00:00.000Z'],
      ['2028-02-28T16:00:00.000Z', '2028-02-29T16:00:00.000Z'],
    ]);
  });

  it('is refused where it names no day, or ends before it begins', () => {
    expect(CalendarEntry.safeParse(base).error?.issues[0]?.message).toBe('names no days: times or yearly');
    const wrong = {
      ...base,
      times: [
        { from: '2027-05-03', to: '2027-05-02' },
        { from: '3 May', to: '4 May' },
      ],
    };
    expect(CalendarEntry.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'times.1.from',
      'times.1.to',
    ]);
    const [back] = wrong.times;
    expect(CalendarEntry.safeParse({ ...base, times: [back] }).error?.issues[0]?.path).toEqual([
      'times',
      0,
      'to',
    ]);
  });

  it('follows a clock that is put forward and back', () => {
    const forward = Date.parse('2027-03-28T01:00Z');
    const back = Date.parse('2027-10-31T01:00Z');
    const berlin = (at: number) => (at >= forward && at < back ? 2 * HOUR : HOUR);
    const times = [
      { from: '2027-03-28', to: '2027-03-28' },
      { from: '2027-10-31', to: '2027-10-31' },
    ];
    const days = calendarLevels([calendar({ times })], { from: 0, to: Date.parse('2030-01-01') }, berlin);
    expect(days.map(({ from, to }) => ((to ?? 0) - from) / HOUR)).toEqual([23, 25]);
  });
});

describe('days', () => {
  it('are counted as the calendar has them', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          const day = Math.floor(date.getTime() / DAY);
          expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day);
          expect(yearOf(day)).toBe(date.getUTCFullYear());
        },
      ),
    );
  });

  it('begin at the same moment on whatever side of the date line', () => {
    for (const hours of [-12, -3.5, 0, 5.75, 8, 14])
      expect(utcOf(20_000, 90, () => hours * HOUR)).toBe(20_000 * DAY + (1.5 - hours) * HOUR);
  });
});
