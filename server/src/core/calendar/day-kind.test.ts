import { describe, expect, it } from 'vitest';
import { dayNumber } from '../level/local-time.ts';
import { isPublicHoliday, isSpringFestival } from './chinese-holidays.ts';
import type { DayKind } from './day-kind.ts';
import { dayKindAt, namedDays } from './day-kind.ts';
import { newMoonNear } from './new-moon.ts';

const OFFSET = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const NOBODY_NAMES = namedDays({});

const dayOf = (date: string): number => Date.parse(date) / DAY_MS;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const YEARS = Array.from({ length: 31 }, (_, i) => 2020 + i);
const daysOf = (year: number): number[] => Array.from({ length: 365 }, (_, i) => dayNumber(year, 1, 1) + i);

/** New year, Dragon Boat and Mid-Autumn of every year, the last where it does not fall into the National Day holiday. */
const FEASTS = YEARS.flatMap((year) => {
  const days = daysOf(year);
  const newYear = (days.find(isSpringFestival) ?? 0) + 1;
  const dragonBoat = days.find((day) => day > dayNumber(year, 5, 5) && isPublicHoliday(day)) ?? 0;
  const midAutumn = days.find((day) => day >= dayNumber(year, 9, 1) && isPublicHoliday(day)) ?? 0;
  const feasts = [
    { day: newYear, lunarDay: 1, name: '1/1' },
    { day: dragonBoat, lunarDay: 5, name: '5/5' },
    { day: midAutumn, lunarDay: 15, name: '8/15' },
  ];
  return midAutumn === dayNumber(year, 10, 1) ? feasts.slice(0, 2) : feasts;
});

const kindOn = (date: string, named = NOBODY_NAMES): DayKind =>
  dayKindAt(Date.parse(`${date}T12:00:00+08:00`), OFFSET, named);

describe('the lunar calendar', () => {
  it.each(['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06'])(
    'has a new year on %s: eight days from its eve on are the Spring Festival',
    (newYear) => {
      const day = dayOf(newYear);
      const festival = Array.from({ length: 20 }, (_, i) => day - 10 + i).filter(isSpringFestival);
      expect(festival).toEqual(Array.from({ length: 8 }, (_, i) => day - 1 + i));
    },
  );

  it('begins the month of each feast on the day, in Beijing, of a new moon', () => {
    for (const { day, lunarDay } of FEASTS) {
      const begins = day - (lunarDay - 1);
      expect([dateOf(day), Math.floor(newMoonNear(begins) + 8 / 24)]).toEqual([dateOf(day), begins]);
    }
  });

  it('has the feasts of the platform, which is a day off where the new moon is within minutes of midnight', () => {
    const options = { timeZone: 'UTC', month: 'numeric', day: 'numeric' } as const;
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', options);
    const others = FEASTS.filter(({ day, name }) => format.format(day * DAY_MS) !== name);
    expect(['2027-02-06', '2030-02-03']).toEqual(
      expect.arrayContaining(others.map(({ day }) => dateOf(day))),
    );
  });

  it('names eight days of Spring Festival a year, and no more holidays than the rule has', () => {
    for (const year of YEARS) {
      expect([year, daysOf(year).filter(isSpringFestival).length]).toEqual([year, 8]);
      const holidays = daysOf(year).filter(isPublicHoliday).length;
      // Fixed ones are 13; Mid-Autumn may fall on one of them.
      expect([15, 16]).toContain(holidays);
    }
  });
});

describe('the kind of a day', () => {
  it.each<[string, DayKind]>([
    ['2026-03-04', 'workday'],
    ['2026-03-07', 'holiday'],
    ['2026-03-08', 'holiday'],
    ['2026-01-01', 'holiday'],
    ['2024-04-04', 'holiday'],
    ['2025-04-04', 'holiday'],
    ['2026-04-05', 'holiday'],
    ['2027-04-05', 'holiday'],
    ['2026-05-05', 'holiday'],
    ['2026-05-06', 'workday'],
    ['2026-06-19', 'holiday'],
    ['2026-09-25', 'holiday'],
    ['2026-10-07', 'holiday'],
    ['2026-10-08', 'workday'],
    ['2026-02-15', 'holiday'],
    ['2026-02-16', 'spring_festival'],
    ['2026-02-22', 'spring_festival'],
    ['2026-02-23', 'spring_festival'],
    ['2026-02-24', 'workday'],
  ])('%s is by the rule a %s', (date, kind) => {
    expect(kindOn(date)).toBe(kind);
  });

  it('changes at midnight on the wall clock of the site', () => {
    const midnight = Date.parse('2026-03-07T00:00:00+08:00');
    expect([midnight - 1, midnight].map((at) => dayKindAt(at, OFFSET, NOBODY_NAMES))).toEqual([
      'workday',
      'holiday',
    ]);
  });

  it('is what the site calls it: a Sunday that is worked, a Friday that is not', () => {
    const named = namedDays({
      holidays: ['2026-01-02', '2026-02-17'],
      workdays: ['2026-01-04', '2026-02-14'],
    });
    expect(['2026-01-02', '2026-01-04', '2026-02-14'].map((date) => kindOn(date, named))).toEqual([
      ...['holiday', 'workday', 'workday'],
    ]);
    // The festival stays a festival, whatever else it is called.
    expect(kindOn('2026-02-17', named)).toBe('spring_festival');
  });
});
