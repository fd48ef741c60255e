import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClearlyOther } from './clearly-other.ts';

const usual = { n: 1_000, weak: 100 };

describe('a share beside a usual one', () => {
  it.each([
    ['half of ten, where a tenth is usual', { n: 10, weak: 5 }, true],
    ['two of ten: chance brings that about', { n: 10, weak: 2 }, false],
    ['nineteen of a hundred: it is nine points', { n: 100, weak: 19 }, false],
    ['twenty of a hundred', { n: 100, weak: 20 }, true],
    ['nothing of a hundred', { n: 100, weak: 0 }, true],
    ['nothing of ten: chance brings that about', { n: 10, weak: 0 }, false],
    ['nothing measured', { n: 0, weak: 0 }, false],
  ])('is another one or not: %s', (_title, share, isOther) => {
    expect(isClearlyOther(share, usual)).toBe(isOther);
  });

  it('needs more than one of five where nothing was ever weak', () => {
    const never = { n: 60, weak: 0 };
    expect(isClearlyOther({ n: 5, weak: 1 }, never)).toBe(true);
    expect(isClearlyOther({ n: 5, weak: 1 }, { n: 15, weak: 0 })).toBe(false);
  });

  it('is never another one where it is the same, and the difference only gains by more devices', () => {
    const n = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(n, fc.double({ min: 0, max: 1, noNaN: true }), n, (size, share, times) => {
        const of = (count: number, part: number) => ({ n: count, weak: count * part });
        expect(isClearlyOther(of(size, share), of(size * times, share))).toBe(false);
        const base = of(1_000, 0.2);
        if (isClearlyOther(of(size, share), base))
          expect(isClearlyOther(of(size * (times + 1), share), base)).toBe(true);
      }),
    );
  });
});
