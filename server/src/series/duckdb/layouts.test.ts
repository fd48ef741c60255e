import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layout } from './layouts.ts';
import { BARE, MAX_LAYOUTS, placeMetrics } from './layouts.ts';

const STB: Layout = { id: 3, metrics: ['dvbc.lock', 'dvbc.mer_db', 'sys.uptime_s'] };
const SITE: Layout = { id: 5, metrics: ['pwr.batt_v', 'pwr.mains_v', 'sys.uptime_s'] };
const WIDE: Layout = {
  id: 7,
  metrics: Array.from({ length: 40 }, (_, i) => `wide.m${i}`).concat('sys.load1'),
};

describe('placing samples in tables', () => {
  it('takes the table whose columns fit', () => {
    expect(placeMetrics([BARE, STB, SITE], SITE.metrics)).toEqual({ layout: SITE, columns: [0, 1, 2] });
    expect(placeMetrics([BARE, STB], [])).toEqual({ layout: BARE, columns: [] });
  });

  it('leaves a few columns empty rather than making a new table', () => {
    expect(placeMetrics([BARE, STB, SITE], ['sys.uptime_s'])).toEqual({ layout: STB, columns: [2] });
  });

  it('makes a new table rather than leaving most columns empty', () => {
    const placing = placeMetrics([BARE, WIDE], ['sys.load1']);
    expect(placing).toEqual({ layout: { id: 8, metrics: ['sys.load1'] }, columns: [0] });
  });

  it('keeps what has no column as loose values once there are enough tables', () => {
    const full = Array.from({ length: MAX_LAYOUTS }, (_, i) => ({ id: i, metrics: [`a.m${i}`, `b.m${i}`] }));
    const placing = placeMetrics(full, ['a.m7', 'b.m7', 'c.new']);
    expect(placing).toEqual({ layout: full[7], columns: [0, 1, -1] });
  });

  it('never makes more tables than there may be, nor puts two metrics in one column', () => {
    const names = fc
      .uniqueArray(fc.constantFrom(...'abcdefghijkl'), { maxLength: 12 })
      .map((set) => set.sort());
    fc.assert(
      fc.property(fc.array(names, { maxLength: 200 }), (samples) => {
        const layouts = [BARE];
        for (const metrics of samples) {
          const { layout, columns } = placeMetrics(layouts, metrics);
          if (!layouts.includes(layout)) layouts.push(layout);
          for (const [i, column] of columns.entries())
            expect(column < 0 || layout.metrics[column] === metrics[i]).toBe(true);
        }
        expect(layouts.length).toBeLessThanOrEqual(MAX_LAYOUTS);
        expect(new Set(layouts.map(({ id }) => id)).size).toBe(layouts.length);
      }),
    );
  });
});
