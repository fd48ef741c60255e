import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice } from './dice.ts';
import type { Measured } from './side.ts';
import { verdictOf } from './verdict.ts';
import { compareSides } from './compare.ts';

interface Story {
  firstDay: number;
  days: number;
  hours?: readonly number[];
  /** The value of an hour of the week. */
  usual?: (cell: number) => number;
  /** How much days differ from each other, and hours within a day. */
  daySpread?: number;
  hourSpread?: number;
  seed?: number;
}

const SOME_HOURS = [2, 8, 12, 16, 20, 22];
const MONDAY = 20_000 - ((20_000 + 3) % 7);
/** Worse in the evening, and on Saturdays and Sundays. */
const eveningsAndWeekends = (cell: number): number =>
  0.3 + (cell % 24 >= 18 ? 0.2 : 0) + (cell >= 5 * 24 ? 0.1 : 0);

function side({ firstDay, days, hours = SOME_HOURS, seed = 1, ...story }: Story): Measured[] {
  const { usual = eveningsAndWeekends, daySpread = 0, hourSpread = 0 } = story;
  const dice = createDice(seed);
  // The sum of three: near enough to normal, with a spread of a half.
  const noise = (): number => dice() + dice() + dice() - 1.5;
  return Array.from({ length: days }, (_, i) => firstDay + i).flatMap((day) => {
    const shift = 2 * daySpread * noise();
    return hours.map((hour) => {
      const cell = ((day + 3) % 7) * 24 + hour;
      const n = 5 + Math.floor(20 * dice());
      return { day, cell, n, sum: n * (usual(cell) + shift + 2 * hourSpread * noise()) };
    });
  });
}

/** How often the interval holds what was put in. */
function coverage(runs: number, days: number, effect: number): { covered: number; runs: number } {
  const spreads = { daySpread: 0.08, hourSpread: 0.04 };
  const seeds = Array.from({ length: runs }, (_, i) => 7 * i + days);
  const held = seeds.filter((seed) => {
    const before = side({ firstDay: MONDAY, days, seed, ...spreads });
    const usual = (cell: number): number => eveningsAndWeekends(cell) + effect;
    // A week or more may begin on any day.
    const firstDay = MONDAY + 70 + (days < 7 ? 0 : seed % 7);
    const after = side({ firstDay, days, seed: seed + 3, usual, ...spreads });
    const [low = NaN, high = NaN] = compareSides(before, after).interval ?? [];
    return low <= effect && high >= effect;
  });
  return { covered: held.length, runs };
}

describe('the comparison of two sides', () => {
  it.each([4, 28])('over %i days holds in its interval no effect where there is none', (days) => {
    const { covered, runs } = coverage(100, days, 0);
    expect(covered / runs, `${covered} of ${runs}`).toBeGreaterThanOrEqual(0.9);
  });

  it('holds in its interval the effect that there is', () => {
    const { covered, runs } = coverage(100, 14, -0.2);
    expect(covered / runs, `${covered} of ${runs}`).toBeGreaterThanOrEqual(0.9);
    expect(covered, 'an interval that is never wrong is too wide').toBeLessThan(runs);
  });

  it('finds a drop of 20 points over four weeks, whatever chance adds', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i);
    const verdicts = seeds.map((seed) => {
      const spreads = { days: 28, daySpread: 0.08, hourSpread: 0.04, seed };
      const before = side({ firstDay: MONDAY, ...spreads });
      const usual = (cell: number): number => eveningsAndWeekends(cell) - 0.2;
      const after = side({ firstDay: MONDAY + 35, ...spreads, seed: seed + 1_000, usual });
      return verdictOf(compareSides(before, after), 'lower').verdict;
    });
    expect(verdicts).toEqual(seeds.map(() => 'better'));
  });

  it('says the same with the sign turned where the sides are exchanged, and the same for the same data', () => {
    const row = fc.record({
      day: fc.integer({ min: 0, max: 9 }),
      cell: fc.integer({ min: 0, max: 5 }),
      n: fc.integer({ min: 1, max: 50 }),
      value: fc.double({ min: -100, max: 100, noNaN: true }),
    });
    const rows = fc.uniqueArray(row, { maxLength: 30, selector: ({ day, cell }) => `${day} ${cell}` });
    const turned = (x: number): number => -x || 0;
    const measured = (made: { day: number; cell: number; n: number; value: number }[], from: number) =>
      made.map(({ day, value, ...rest }) => ({ ...rest, day: day + from, sum: value * rest.n }));
    fc.assert(
      fc.property(rows, rows, (some, others) => {
        const [a, b] = [measured(some, 100), measured(others, 500)];
        const [there, back] = [compareSides(a, b), compareSides(b, a)];
        expect(compareSides(a, b)).toEqual(there);
        expect(back).toEqual({
          ...there,
          ...{ before: there.after, after: there.before },
          difference: there.difference === null ? null : turned(there.difference),
          interval: there.interval && [turned(there.interval[1]), turned(there.interval[0])],
        });
      }),
      { numRuns: 40 },
    );
  });

  it('finds no hours in common between nights and noons, and says so', () => {
    const before = side({ firstDay: MONDAY, days: 14, hours: [1, 2, 3] });
    const after = side({ firstDay: MONDAY + 21, days: 14, hours: [11, 12, 13] });
    const found = compareSides(before, after);
    expect(found).toMatchObject({ matched: 0, difference: null, interval: null, because: 'nothing_matched' });
    expect(found.before).toEqual({ value: null, n: 0, days: 0 });
    expect(verdictOf(found, 'lower')).toEqual({ verdict: 'too_few', because: 'nothing_matched' });
  });

  it('is not deceived by a week of which one side has other hours and other days', () => {
    const before = side({ firstDay: MONDAY, days: 28 });
    const after = side({ firstDay: MONDAY + 33, days: 9, hours: [20, 22, 23] });
    const found = compareSides(before, after);
    expect(found).toMatchObject({ matched: 14, difference: 0, interval: [0, 0] });
    expect(found.after.days).toBe(9);
    expect(verdictOf(found, 'lower')).toEqual({ verdict: 'no_difference', because: 'interval_holds_zero' });
  });

  it('gives each hour of the week equal weight, however many devices it has', () => {
    const rows = (from: number, values: [hour: number, n: number, value: number][]): Measured[] =>
      [0, 7, 14].flatMap((day) =>
        values.map(([cell, n, value]) => ({ day: from + day, cell, n, sum: n * value })),
      );
    const before = rows(MONDAY, [
      [0, 100, 0.2],
      [1, 10, 0.6],
    ]);
    const after = rows(MONDAY + 28, [
      [0, 10, 0.1],
      [1, 100, 0.6],
    ]);
    expect(compareSides(before, after)).toMatchObject({
      before: { value: 0.4, n: 330, days: 3 },
      after: { value: 0.35, n: 330, days: 3 },
      difference: -0.05,
    });
  });

  it('has no interval with fewer than three days on a side', () => {
    const found = compareSides(
      side({ firstDay: MONDAY, days: 7 }),
      side({ firstDay: MONDAY + 14, days: 2, usual: () => 0 }),
    );
    expect(found).toMatchObject({ matched: 12, interval: null, because: 'few_days' });
    expect(found.difference).toBeLessThan(-0.3);
  });

  it('has an interval also where days have few hours in common with each other', () => {
    const days = (firstDay: number, often: number): Measured[] =>
      Array.from({ length: 8 }, (_, i) => i).map((i) => {
        const cell = i === 0 ? 1 - often : often;
        return { day: firstDay + i, cell, n: 1, sum: cell };
      });
    expect(compareSides(days(20, 0), days(60, 1))).toMatchObject({ matched: 2, interval: [0, 0] });
  });

  it('tells the one side over its own hours where the other has nothing', () => {
    const before = side({ firstDay: MONDAY, days: 7 });
    expect(compareSides(before, [])).toMatchObject({
      before: { days: 7 },
      after: { value: null, n: 0, days: 0 },
      ...{ matched: 0, difference: null, interval: null, because: 'nothing_matched' },
    });
    expect(compareSides(before, []).before.value).toBeCloseTo((7 * (0.3 + 0.2 / 3) + 0.2) / 7);
    expect(compareSides([], []).before).toEqual({ value: null, n: 0, days: 0 });
  });

  it('takes rests of arithmetic for no difference', () => {
    const thirds = (firstDay: number, n: number): Measured[] =>
      Array.from({ length: 9 }, (_, i) => ({ day: firstDay + i, cell: i % 3, n, sum: n * (1 / 3) }));
    expect(compareSides(thirds(0, 7), thirds(50, 11)).interval).toEqual([0, 0]);
  });
});

describe('the verdict', () => {
  it.each([
    [[0.1, 0.3], 'higher', 'better'],
    [[0.1, 0.3], 'lower', 'worse'],
    [[-0.3, -0.1], 'higher', 'worse'],
    [[-0.3, -0.1], 'lower', 'better'],
    [[-0.1, 0.3], 'higher', 'no_difference'],
    [[0, 0.3], 'higher', 'no_difference'],
  ] as const)('of %j, where %s is better, is %s', ([low, high], better, verdict) => {
    expect(verdictOf({ interval: [low, high], because: null }, better).verdict).toBe(verdict);
  });

  it('passes on why there is no interval', () => {
    for (const because of ['few_days', 'nothing_matched'] as const)
      expect(verdictOf({ interval: null, because }, 'lower')).toEqual({ verdict: 'too_few', because });
  });
});
