import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAcuteHour, isCalmHour, isWeakHour } from './rule.ts';

/** A fleet of which one in fifty is weak. */
const around = ({ n, weak }: { n: number; weak: number }) => ({
  n: n + 1_000,
  weak: weak + 20,
  bad: 0,
});
const count = (weak: number, n: number) => ({ n, weak, bad: 0 });
const isWeak = (weak: number, n: number): boolean => isWeakHour(count(weak, n), around(count(weak, n)));
const isCalm = (counted: ReturnType<typeof count>): boolean => isCalmHour(counted, around(counted));
const isAcute = (weak: number, n: number): boolean => isAcuteHour(count(weak, n), around(count(weak, n)));

describe('a weak hour', () => {
  it('is one of five devices or more, a fifth of them weak', () => {
    expect([isWeak(4, 4), isWeak(3, 5), isWeak(8, 40), isWeak(7, 40)]).toEqual([false, true, true, false]);
  });

  it('is none where chance alone makes as many neighbours', () => {
    expect([isWeak(1, 5), isWeak(2, 9), isWeak(2, 10)]).toEqual([false, false, false]);
  });

  it('is acute when half are weak, and so many that no hour of a quarter brings them together by chance', () => {
    expect([isAcute(3, 5), isAcute(4, 8), isAcute(5, 8), isAcute(5, 5), isAcute(9, 20)]).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it('is calm below a tenth, and where one device alone is weak', () => {
    const counts = [count(1, 11), count(1, 5), count(4, 30), count(0, 4)];
    expect(counts.map(isCalm)).toEqual([true, true, false, false]);
  });

  it('is calm also where two of few are weak, as chance would have it', () => {
    expect([isCalm(count(2, 20)), isCalm(count(2, 11)), isCalm(count(2, 9))]).toEqual([true, false, false]);
  });

  it('is never calm as well, and never acute without being weak', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (ok, weak) => {
        const counted = count(weak, ok + weak);
        if (isAcute(weak, ok + weak)) expect(isWeak(weak, ok + weak)).toBe(true);
        if (isWeak(weak, ok + weak)) expect(isCalm(counted)).toBe(false);
      }),
    );
  });
});
