import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, baseForInterval, failuresAfter } from './backoff.ts';

const policy = { baseS: 10, capS: 300 };
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('coming back', () => {
  it('takes anything from nothing to the range, which doubles with each failure', () => {
    expect([0, 1, 2, 3].map((failures) => backoffMs(failures, 0.5, policy))).toEqual([
      5_000, 10_000, 20_000, 40_000,
    ]);
    expect(backoffMs(3, 0, policy)).toBe(0);
  });

  it('takes at most 300 s, however long the broker is away', () => {
    fc.assert(
      fc.property(fc.nat(1e9), random, (failures, r) => {
        const ms = backoffMs(failures, r, policy);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThan(300_000);
      }),
    );
  });

  it('spreads a fleet evenly over the range', () => {
    const waits = Array.from({ length: 1_000 }, (_, i) => backoffMs(2, i / 1_000, policy));
    const perSecond = waits.filter((ms) => ms < 1_000).length;
    expect(perSecond).toBe(25);
  });

  it('takes a connection that ended right after it was accepted for a failure', () => {
    expect(failuresAfter(2, 29_999)).toBe(3);
    expect(failuresAfter(2, 30_000)).toBe(0);
  });

  it('leaves the many that report rarely more time', () => {
    expect([10, 30, 60, 300].map(baseForInterval)).toEqual([5, 10, 20, 60]);
  });
});
