import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, gainOf, shareAround } from './scan.ts';

const count = fc
  .record({ n: fc.integer({ min: 1, max: 400 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ n, share }) => ({ n, weak: Math.round(n * share) }));

describe('the chance of so many weak devices', () => {
  it.each([
    [{ n: 5, weak: 1 }, 0.02, 1 - 0.98 ** 5],
    [{ n: 5, weak: 5 }, 0.02, 0.02 ** 5],
    [{ n: 3, weak: 2 }, 0.1, 3 * 0.01 * 0.9 + 0.001],
  ])('is the binomial tail of %o at %f', (counted, p, wanted) => {
    expect(chanceOf(counted, p)).toBeCloseTo(wanted, 12);
  });

  it('is a share of 1, and falls with every weak device more', () => {
    fc.assert(
      fc.property(count, fc.double({ min: 0.001, max: 0.9, noNaN: true }), ({ n, weak }, p) => {
        const chance = chanceOf({ n, weak }, p);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        if (weak < n) expect(chanceOf({ n, weak: weak + 1 }, p)).toBeLessThanOrEqual(chance);
      }),
    );
  });

  it('of more devices than are summed up is bounded from above', () => {
    const [summed, bounded] = [chanceOf({ n: 500, weak: 30 }, 0.03), chanceOf({ n: 501, weak: 30 }, 0.03)];
    expect(bounded).toBeGreaterThan(summed);
    expect(bounded).toBeLessThan(100 * summed);
  });
});

describe('the gain of an area', () => {
  it('is nothing where it is no weaker inside than outside, and more than nothing where it is', () => {
    fc.assert(
      fc.property(count, count, (inside, outside) => {
        const all = { n: inside.n + outside.n, weak: inside.weak + outside.weak };
        const gain = gainOf(inside, all);
        const around = shareAround(inside, all);
        if (inside.weak / inside.n <= around) expect(gain).toBe(0);
        else expect(gain).toBeGreaterThan(-1e-9);
      }),
    );
  });

  it('is greatest for what holds the weak devices and no others', () => {
    const all = { n: 1_000, weak: 18 };
    const village = gainOf({ n: 12, weak: 8 }, all);
    expect(village).toBeGreaterThan(gainOf({ n: 60, weak: 9 }, all));
    expect(village).toBeGreaterThan(gainOf({ n: 6, weak: 4 }, all));
  });

  it('is greatest for the township where all of its villages are alike', () => {
    const all = { n: 1_000, weak: 48 };
    expect(gainOf({ n: 80, weak: 32 }, all)).toBeGreaterThan(gainOf({ n: 12, weak: 7 }, all));
  });

  it('is there also where nothing else is measured', () => {
    expect(gainOf({ n: 12, weak: 5 }, { n: 12, weak: 5 })).toBeGreaterThan(5);
    expect(shareAround({ n: 12, weak: 5 }, { n: 12, weak: 5 })).toBe(0.02);
  });
});
