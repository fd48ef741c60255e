import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEEK_CELLS } from '@fengsui/config/contract';
import type { WeekCell } from '@fengsui/config/contract';
import { FIRST_WEAK, SHADES, isUnmeasured, movedCell, shadeOf, weekRows } from './week-model.ts';

const cell = (over: Partial<WeekCell> = {}): WeekCell => ({
  ...{ n: 400, weak_ratio: 0.42, median: 30, p05: 27, devices: 12 },
  ...over,
});
const NOTHING = cell({ n: 0, weak_ratio: null, median: null, p05: null, devices: 0 });

describe('the grid of a week', () => {
  it('has a row for each day with its 24 hours, Monday first', () => {
    const rows = weekRows(Array.from({ length: WEEK_CELLS }, () => cell()));
    expect(rows.map((row) => row.length)).toEqual(Array.from({ length: 7 }, () => 24));
    expect(rows[1]?.[19]).toMatchObject({ index: 43, day: 1, hour: 19 });
  });

  it('takes a colour that calls from a share of 20 % on, and not a bit earlier', () => {
    expect(SHADES[FIRST_WEAK]).toBe(0.2);
    expect(shadeOf(cell({ weak_ratio: 0.1999 }))).toBe(FIRST_WEAK - 1);
    expect(shadeOf(cell({ weak_ratio: 0.2 }))).toBe(FIRST_WEAK);
    expect(shadeOf(cell({ weak_ratio: 0 }))).toBe(0);
    expect(shadeOf(cell({ weak_ratio: 1 }))).toBe(SHADES.length - 1);
  });

  it('passes neither too few devices nor no data off as well', () => {
    expect(shadeOf(cell({ devices: 4, weak_ratio: 0 }))).toBe('few');
    expect(shadeOf(cell({ devices: 5, weak_ratio: 0 }))).toBe(0);
    expect(shadeOf(NOTHING)).toBe('none');
    expect(isUnmeasured([NOTHING, NOTHING])).toBe(true);
    expect(isUnmeasured([NOTHING, cell()])).toBe(false);
  });

  it('is walked by the arrow keys, and never left by them', () => {
    expect(movedCell(43, 'ArrowDown', WEEK_CELLS)).toBe(67);
    expect(movedCell(43, 'Home', WEEK_CELLS)).toBe(24);
    expect(movedCell(43, 'End', WEEK_CELLS)).toBe(47);
    expect(movedCell(43, 'Tab', WEEK_CELLS)).toBeUndefined();
    const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End');
    fc.assert(
      fc.property(fc.nat(WEEK_CELLS - 1), key, (from, pressed) => {
        const to = movedCell(from, pressed, WEEK_CELLS) ?? -1;
        return to >= 0 && to < WEEK_CELLS;
      }),
    );
  });
});
