import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBins, binsOf, decodeBins, encodeBins, quantile } from './level-bins.ts';

const level = fc.integer({ min: -1_500, max: 1_500 }).map((tenths) => tenths / 10);
const levels = fc.array(level, { minLength: 1, maxLength: 200 });
const sorted = (bins: ReadonlyMap<number, number>) => [...bins].sort(([a], [b]) => a - b);

describe('levels in bins', () => {
  it('are the same after they were written down and read', () => {
    fc.assert(
      fc.property(fc.array(level, { maxLength: 200 }), (some) => {
        const bins = binsOf(some);
        expect(sorted(decodeBins(encodeBins(bins)))).toEqual(sorted(bins));
      }),
    );
  });

  it('add up to the bins of all', () => {
    fc.assert(
      fc.property(levels, levels, (some, more) => {
        const bins = binsOf(some);
        addBins(bins, binsOf(more));
        expect(sorted(bins)).toEqual(sorted(binsOf([...some, ...more])));
      }),
    );
  });

  it('give every quantile to within a bin', () => {
    fc.assert(
      fc.property(levels, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (some, q) => {
        const ordered = [...some].sort((a, b) => a - b);
        const exact = ordered[Math.min(ordered.length - 1, Math.ceil(q * ordered.length) - 1)] ?? 0;
        expect(Math.abs((quantile(binsOf(some), q) ?? Infinity) - exact)).toBeLessThanOrEqual(0.21);
      }),
    );
  });

  it('of nothing have no quantile, and are written as nothing', () => {
    expect(quantile(new Map(), 0.5)).toBeNull();
    expect([encodeBins(new Map()), decodeBins('').size]).toEqual(['', 0]);
  });

  it('are written in order, each as its distance from the one before', () => {
    expect(encodeBins(binsOf([1, -1, 1.1, 30]))).toBe('-5 10*2 145');
  });
});
