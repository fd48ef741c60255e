import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendOf } from './trend.ts';

describe('a trend over weeks', () => {
  it.each([
    ['rising', [0.1, 0.15, 0.2, 0.25]],
    ['falling', [0.4, 0.31, 0.2, 0.11, 0]],
    ['rising', [0.1, 0.14, 0.12, 0.18, 0.2, 0.19, 0.24, 0.28]],
    ['steady', [0.2, 0.2, 0.2, 0.2]],
    ['steady', [0.1, 0.4, 0.05, 0.45]],
    ['steady', [0.1, 0.101, 0.102, 0.103]],
    ['too_short', [0.1, 0.5, 0.9]],
    ['too_short', [0.1, null, 0.5, null, 0.9]],
    ['rising', [0.1, null, 0.2, 0.25, 0.3]],
    ['too_short', []],
  ])('is %s: %j', (trend, weeks) => {
    expect(trendOf(weeks)).toBe(trend);
  });

  it('turns round when time does', () => {
    const turned = {
      rising: 'falling',
      falling: 'rising',
      steady: 'steady',
      too_short: 'too_short',
    } as const;
    const share = fc.option(fc.integer({ min: 0, max: 300 }).map((n) => n / 100));
    fc.assert(
      fc.property(fc.array(share, { maxLength: 12 }), (weeks) => {
        expect(trendOf([...weeks].reverse())).toBe(turned[trendOf(weeks)]);
      }),
    );
  });

  it('is called by chance alone in about one of twenty', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const runs = Array.from({ length: 2_000 }, () =>
      trendOf(Array.from({ length: 8 }, () => 0.2 + 0.2 * random())),
    );
    const called = runs.filter((trend) => trend !== 'steady').length / runs.length;
    expect(called).toBeGreaterThan(0.02);
    expect(called).toBeLessThan(0.08);
  });
});
