import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layout } from './layouts.ts';
import { BARE, MAX_LAYOUTS, placeMetrics } from './layouts.ts';

const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}.m${i}`);
const STB: Layout = { id: 3, metrics: named('a', 8) };
const SITE: Layout = { id: 5, metrics: named('b', 8) };

describe('placing samples in tables', () => {
  it('takes the table whose columns fit', () => {
    expect(placeMetrics([BARE, STB, SITE], SITE.metrics).layout).toBe(SITE);
    expect(placeMetrics([BARE, STB], [])).toEqual({ layout: BARE, columns: [] });
  });

  it('leaves columns empty for a sample that holds only what has changed', () => {
    expect(placeMetrics([BARE, STB, SITE], ['b.m1', 'b.m6'])).toEqual({ layout: SITE, columns: [1, 6] });
  });

  it('keeps one number as a loose value rather than leaving very many columns empty', () => {
    const wide = { id: 7, metrics: named('w', 40) };
    expect(placeMetrics([BARE, wide], ['w.m0'])).toEqual({ layout: BARE, columns: [-1] });
  });

  it('keeps a rare metric beside the common ones as a loose value', () => {
    const placing = placeMetrics([BARE, STB, SITE], [...STB.metrics, 'x.rare']);
    expect(placing).toEqual({ layout: STB, columns: [0, 1, 2, 3, 4, 5, 6, 7, -1] });
  });

  it('makes a new table for metrics that fit in none', () => {
    const metrics = named('c', 6);
    const placing = placeMetrics([BARE, STB, SITE], metrics);
    expect(placing).toEqual({ layout: { id: 6, metrics }, columns: [0, 1, 2, 3, 4, 5] });
  });

  it('never makes more tables than there may be, nor puts two metrics in one column', () => {
    const names = fc
      .uniqueArray(fc.constantFrom(...named('p', 60)), { maxLength: 20 })
      .map((set) => set.sort());
    fc.assert(
      fc.property(fc.array(names, { minLength: 50, maxLength: 150 }), (samples) => {
        const layouts = [BARE];
        for (const metrics of samples) {
          const { layout, columns } = placeMetrics(layouts, metrics);
          if (!layouts.includes(layout)) layouts.push(layout);
          expect(columns).toHaveLength(metrics.length);
          for (const [i, column] of columns.entries())
            expect(column < 0 || layout.metrics[column] === metrics[i]).toBe(true);
        }
        expect(layouts.length).toBeLessThanOrEqual(MAX_LAYOUTS);
        expect(new Set(layouts.map(({ id }) => id)).size).toBe(layouts.length);
      }),
      { numRuns: 30 },
    );
  });
});
