import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaHour } from '../area-hour.ts';
import { binsOf } from '../level-bins.ts';
import type { FoldedCell } from './week-grid.ts';
import { cellOf, emptyWeek, foldWeek, mergeAreas, ratioOf, verdictOf, weekCell } from './week-grid.ts';

const HOUR = 3_600_000;
const CHINA = () => 8 * HOUR;
/** A Monday, 00:00 in China. */
const MONDAY = Date.UTC(2026, 10, 15, 16);

const hourOf = (ts: number, over: Partial<AreaHour> = {}): AreaHour => ({
  ...{ area: 'area:441223', metric: 'dvbc.mer_db', ts, n: 10, weak: 2, bad: 0 },
  levels: binsOf([30, 32, 34]),
  ...over,
});

describe('the hour of the week', () => {
  it('is counted from Monday, 0 h, on the clock of the site', () => {
    expect(cellOf(MONDAY, CHINA)).toBe(0);
    expect(cellOf(MONDAY - 1, CHINA)).toBe(167);
    expect(cellOf(MONDAY + 5 * 24 * HOUR + 20 * HOUR, CHINA)).toBe(5 * 24 + 20);
    expect(cellOf(MONDAY, () => 0)).toBe(6 * 24 + 16);
  });

  it('is one of 168, before 1970 too, and the same a week later', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e12, max: 4e12 }), fc.integer({ min: -12, max: 14 }), (at, zone) => {
        const cell = cellOf(at, () => zone * HOUR);
        expect(cell).toBeGreaterThanOrEqual(0);
        expect(cell).toBeLessThan(168);
        expect(cellOf(at + 168 * HOUR, () => zone * HOUR)).toBe(cell);
      }),
    );
  });

  it('follows a clock that is put forward', () => {
    const leap = MONDAY + 2 * HOUR;
    const offsetAt = (at: number) => (at < leap ? 8 : 9) * HOUR;
    expect([0, 1, 2, 3].map((n) => cellOf(MONDAY + n * HOUR, offsetAt))).toEqual([0, 1, 3, 4]);
  });
});

describe('a span folded onto one week', () => {
  it('adds up device-hours, weak ones and levels by the hour of the week', () => {
    const { cells, hours } = foldWeek(
      [
        hourOf(MONDAY, { n: 10, weak: 1.5 }),
        hourOf(MONDAY + 7 * 24 * HOUR, { n: 12, weak: 3, levels: binsOf([20]) }),
        hourOf(MONDAY + HOUR, { n: 4, weak: 0 }),
      ],
      CHINA,
    );
    expect(hours).toBe(3);
    expect(weekCell(cells[0]!)).toMatchObject({ n: 22, weak_ratio: 0.2045, devices: 12 });
    expect(weekCell(cells[0]!).p05).toBeCloseTo(20.04);
    expect(weekCell(cells[1]!)).toMatchObject({ n: 4, weak_ratio: 0, devices: 4 });
    expect(weekCell(cells[2]!)).toEqual({ n: 0, weak_ratio: null, median: null, p05: null, devices: 0 });
  });

  it('loses and adds nothing, whatever the hours and however they are cut into pieces', () => {
    const row = fc.record({ at: fc.integer({ min: 0, max: 2_000 }), n: fc.nat(50), share: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.nat(60), (rows, cut) => {
        const hours = rows.map(({ at, n, share }) =>
          hourOf(MONDAY + at * HOUR, { n, weak: (n * share) / 100 }),
        );
        const whole = foldWeek(hours, CHINA);
        const pieces = foldWeek(hours.slice(cut), CHINA, foldWeek(hours.slice(0, cut), CHINA));
        expect(pieces).toEqual(whole);
        const sum = (part: (cell: FoldedCell) => number) =>
          whole.cells.reduce((all, one) => all + part(one), 0);
        expect(sum(({ n }) => n)).toBe(rows.reduce((all, { n }) => all + n, 0));
        expect(sum(({ hours: measured }) => measured)).toBe(whole.hours);
        for (const cell of whole.cells) {
          const { weak_ratio: ratio, p05, median } = weekCell(cell);
          expect(ratio ?? 0).toBeLessThanOrEqual(1);
          expect(p05 ?? 0).toBeLessThanOrEqual(median ?? 0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leaves what it goes on from as it was', () => {
    const before = emptyWeek();
    foldWeek([hourOf(MONDAY)], CHINA, before);
    expect(before).toEqual(emptyWeek());
  });

  it('of several areas counts the devices of all of them at once', () => {
    const rows = [
      hourOf(MONDAY + HOUR, { n: 3, weak: 3, bad: 1 }),
      hourOf(MONDAY, { n: 5, weak: 1 }),
      hourOf(MONDAY, { area: 'area:441284', n: 7, weak: 2.5, bad: 0.5, levels: binsOf([30]) }),
    ];
    const merged = mergeAreas(rows);
    expect(merged.map(({ ts, n, weak, bad }) => [ts, n, weak, bad])).toEqual([
      [MONDAY, 12, 3.5, 0.5],
      [MONDAY + HOUR, 3, 3, 1],
    ]);
    expect(merged[0]?.levels.get(150)).toBe(2);
    expect(rows[1]?.levels.get(150)).toBe(1);
    expect(weekCell(foldWeek(merged, CHINA).cells[0]!).devices).toBe(12);
  });
});

describe('now against what is usual', () => {
  const usual = (over: Partial<FoldedCell> = {}): FoldedCell => ({
    ...{ hours: 4, n: 80, weak: 8, devices: 20, levels: new Map() },
    ...over,
  });

  it.each([
    ['worse', { n: 20, weak: 10 }, {}],
    ['as_usual', { n: 20, weak: 3 }, {}],
    ['as_usual', { n: 20, weak: 2 }, {}],
    ['better', { n: 20, weak: 2 }, { weak: 40 }],
    ['too_few', { n: 4, weak: 4 }, {}],
    ['nothing_usual', { n: 20, weak: 20 }, { hours: 2 }],
    ['too_few', { n: 0, weak: 0 }, { hours: 0, n: 0, weak: 0 }],
  ])('is %s', (verdict, now, over) => {
    expect(verdictOf(now, usual(over))).toBe(verdict);
  });
});

it('tells a share in ten-thousandths, and none of nothing', () => {
  expect(ratioOf({ n: 3, weak: 1 })).toBe(0.3333);
  expect(ratioOf({ n: 0, weak: 0 })).toBeNull();
});
