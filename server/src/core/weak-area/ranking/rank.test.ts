import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaKey } from '../area-hour.ts';
import type { AreaWeek } from './rank.ts';
import { rankAreas } from './rank.ts';

const WEEKS = [0, 1, 2, 3];
const PEOPLE: Record<string, number> = { 'area:a': 100, 'area:b': 1_000, 'area:c': 10 };
const people = (area: AreaKey) => PEOPLE[area] ?? null;
const week = (area: string, ts: number, over: Partial<AreaWeek> = {}): AreaWeek => ({
  ...{ area: `area:${area}`, ts, hours: 168, weakHours: 16.8, badHours: 0, devices: 9 },
  ...over,
});
const rank = (rows: AreaWeek[], peopleOf = people) => rankAreas({ rows, weeks: WEEKS, people: peopleOf });

describe('the ranking', () => {
  it('is by people times weak hours, where a bad one counts three times', () => {
    const { items } = rank([
      week('a', 0, { weakHours: 30, badHours: 5, devices: 12 }),
      week('a', 2, { weakHours: 10 }),
      week('b', 1, { weakHours: 4 }),
      week('c', 1, { weakHours: 100, badHours: 100 }),
    ]);
    expect(items.map(({ rank: place, area, cost }) => [place, area, cost])).toEqual([
      [1, 'area:a', 5_000],
      [2, 'area:b', 4_000],
      [3, 'area:c', 3_000],
    ]);
    expect(items[0]).toMatchObject({
      ...{ people: 100, hours: 336, weakHours: 40, badHours: 5, devices: 12, trend: 'too_short' },
      weeks: [
        { from: 0, cost: 4_000, hours: 168, weakHours: 30 },
        { from: 1, cost: 0, hours: 0, weakHours: 0 },
        { from: 2, cost: 1_000, hours: 168, weakHours: 10 },
        { from: 3, cost: 0, hours: 0, weakHours: 0 },
      ],
    });
  });

  it('leaves out what costs nothing, and counts those whose people nobody knows', () => {
    const ranking = rank([
      week('a', 0),
      week('b', 0, { weakHours: 0 }),
      week('x', 0),
      week('c', 0, { hours: 0 }),
    ]);
    expect(ranking.items.map(({ area }) => area)).toEqual(['area:a']);
    expect(ranking).toMatchObject({ measured: 3, peopleUnknown: 1 });
  });

  it('follows the share of hours, not their number: a week of which half was measured is no better', () => {
    const rows = WEEKS.map((ts) =>
      week('a', ts, { hours: ts === 3 ? 84 : 168, weakHours: ts === 3 ? 8.4 : 16.8 }),
    );
    expect(rank(rows).items[0]?.trend).toBe('steady');
    const worse = WEEKS.map((ts) => week('a', ts, { weakHours: 10 + 20 * ts }));
    expect(rank(worse).items[0]?.trend).toBe('rising');
  });

  const tenth = fc.integer({ min: 0, max: 800 }).map((n) => n / 10);
  const row = fc
    .record({
      area: fc.constantFrom('a', 'b', 'c', 'x'),
      ts: fc.constantFrom(...WEEKS),
      weak: tenth,
      bad: tenth,
    })
    .map(({ area, ts, weak, bad }) => week(area, ts, { weakHours: weak, badHours: Math.min(weak, bad) }));
  const rows = fc.uniqueArray(row, { maxLength: 16, selector: ({ area, ts }) => `${area} ${ts}` });

  it('is the same in whatever order the rows come', () => {
    const shuffled = rows.chain((own) =>
      fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length })),
    );
    fc.assert(
      fc.property(shuffled, ([own, other]) => {
        expect(rank(other)).toEqual(rank(own));
      }),
    );
  });

  it('costs twice as much with twice the people, in the same order and with the same trend', () => {
    fc.assert(
      fc.property(rows, (own) => {
        const once = rank(own).items;
        const twice = rank(own, (area) => (people(area) ?? 0) * 2).items;
        const known = twice.filter(({ area }) => area !== 'area:x');
        expect(known.map(({ area, trend, cost }) => [area, trend, cost])).toEqual(
          once.map(({ area, trend, cost }) => [area, trend, cost * 2]),
        );
      }),
    );
  });

  it('never falls in cost from one place to the one before, and numbers places without a gap', () => {
    fc.assert(
      fc.property(rows, (own) => {
        const { items } = rank(own);
        items.forEach(({ rank: place, cost }, i) => {
          expect(place).toBe(i + 1);
          expect(cost).toBeGreaterThan(0);
          expect(cost).toBeLessThanOrEqual(items[i - 1]?.cost ?? Infinity);
        });
      }),
    );
  });
});
