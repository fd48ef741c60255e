import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCells } from './usual-cells.ts';

const cell = fc.record({
  level: fc.double({ min: -300, max: 300, noNaN: true }),
  spread: fc.double({ min: 0, max: 12, noNaN: true }),
  count: fc.integer({ min: 0, max: 255 }),
});

describe('a packed cell', () => {
  it('gives back what was put there, to a hundredth and a twentieth of a dB', () => {
    fc.assert(
      fc.property(
        cell,
        fc.integer({ min: 0, max: 3_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (put, row, rounding) => {
          const cells = createCells(3);
          cells.put(1, row, put, rounding);
          expect(Math.abs(cells.level(1, row) - put.level)).toBeLessThanOrEqual(0.0101);
          expect(Math.abs(cells.spread(1, row) - put.spread)).toBeLessThanOrEqual(0.0501);
          expect(cells.count(1, row)).toBe(put.count);
          expect([cells.count(0, row), cells.count(1, row + 1)]).toEqual([0, 0]);
          const again = createCells(3);
          again.setText(1, cells.text(1));
          expect([again.level(1, row), again.count(1, row)]).toEqual([cells.level(1, row), put.count]);
        },
      ),
    );
  });

  it('takes the greatest that it can hold for what is greater', () => {
    const cells = createCells(1);
    cells.put(0, 0, { level: -1_000, spread: 99, count: 400 }, 0.5);
    expect([cells.level(0, 0), cells.spread(0, 0), cells.count(0, 0)]).toEqual([-327.67, 12.75, 255]);
  });

  it('follows steps that are smaller than what it can hold', () => {
    const cells = createCells(1);
    for (let i = 0; i < 1_000; i++) {
      const level = cells.level(0, 0) + 0.002;
      cells.put(0, 0, { level, spread: 0, count: 1 }, (i * 0.618_033_988_75) % 1);
    }
    expect(cells.level(0, 0)).toBeCloseTo(2, 0);
  });
});
