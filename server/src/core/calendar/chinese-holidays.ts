import { dayNumber, yearOf } from '../level/local-time.ts';

const FIRST_YEAR = 2020;

/**
 * Month and day of the lunar new year, the Dragon Boat and the Mid-Autumn festival, by year: written out, so
 * that every machine decides alike. The tests hold it against new moons: calendars of platforms differ by a day
 * where one is within minutes of midnight (2027, 2030).
 */
const LUNAR: readonly string[] = [
  '0125 0625 1001',
  '0212 0614 0921',
  '0201 0603 0910',
  '0122 0622 0929',
  '0210 0610 0917',
  '0129 0531 1006',
  '0217 0619 0925',
  '0206 0609 0915',
  '0126 0528 1003',
  '0213 0616 0922',
  '0203 0605 0912',
  '0123 0624 1001',
  '0211 0612 0919',
  '0131 0601 0908',
  '0219 0620 0927',
  '0208 0610 0916',
  '0128 0530 1004',
  '0215 0618 0924',
  '0204 0607 0913',
  '0124 0527 1002',
  '0212 0614 0920',
  '0201 0603 0910',
  '0122 0622 0928',
  '0210 0611 0917',
  '0130 0531 1005',
  '0217 0619 0925',
  '0206 0608 0915',
  '0126 0529 1004',
  '0214 0615 0922',
  '0202 0604 0911',
  '0123 0623 0930',
];

/** New Year's Eve and the seven days after it. */
const FESTIVAL = { before: 1, after: 6 };

/** The same every year; month, first and last day. */
const FIXED: readonly (readonly [month: number, from: number, to: number])[] = [
  [1, 1, 1],
  [5, 1, 5],
  [10, 1, 7],
];

type LunarFeast = 'newYear' | 'dragonBoat' | 'midAutumn';
const COLUMN: Readonly<Record<LunarFeast, number>> = { newYear: 0, dragonBoat: 1, midAutumn: 2 };

/** Days since 1970-01-01; undefined before 2020 and after 2050. */
function lunarDay(year: number, feast: LunarFeast): number | undefined {
  const text = LUNAR[year - FIRST_YEAR]?.split(' ')[COLUMN[feast]];
  return text === undefined ? undefined : dayNumber(year, Number(text.slice(0, 2)), Number(text.slice(2)));
}

/** The day in April on which Qingming falls, in the years 2000 to 2099: the sun, by the usual short formula. */
function qingming(year: number): number {
  const y = year - 2000;
  return Math.floor(0.2422 * y + 4.81) - Math.floor(y / 4);
}

/**
 * Whether a day (since 1970-01-01) is one of the eight of the Spring Festival: New Year's Eve to the seventh
 * of the first month, which is when people are at home and screens are on at other hours.
 */
export function isSpringFestival(day: number): boolean {
  const newYear = lunarDay(yearOf(day), 'newYear');
  return newYear !== undefined && day >= newYear - FESTIVAL.before && day <= newYear + FESTIVAL.after;
}

/** Whether it is another public holiday, as far as that follows from a rule. */
export function isPublicHoliday(day: number): boolean {
  const year = yearOf(day);
  const isFixed = FIXED.some(
    ([month, from, to]) => day >= dayNumber(year, month, from) && day <= dayNumber(year, month, to),
  );
  return (
    isFixed ||
    day === dayNumber(year, 4, qingming(year)) ||
    day === lunarDay(year, 'dragonBoat') ||
    day === lunarDay(year, 'midAutumn')
  );
}
