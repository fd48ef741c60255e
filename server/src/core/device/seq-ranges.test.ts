import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeqRange } from './seq-ranges.ts';
import { addRange, hasSeq, holes } from './seq-ranges.ts';

const small = fc.integer({ min: 0, max: 60 });
const ranges = fc.array(
  fc.tuple(small, fc.integer({ min: 0, max: 5 })).map(([from, length]) => [from, from + length] as const),
  { maxLength: 15 },
);

describe('ranges of sequence numbers', () => {
  it('hold what was added and nothing else, in any order', () => {
    fc.assert(
      fc.property(ranges, (added) => {
        const held = added.reduce<readonly SeqRange[]>(addRange, []);
        for (let seq = 0; seq <= 70; seq++) {
          expect(hasSeq(held, seq)).toBe(added.some(([from, to]) => from <= seq && seq <= to));
        }
      }),
    );
  });

  it('lie apart from each other, in order, with their holes between them', () => {
    fc.assert(
      fc.property(ranges, (added) => {
        const held = added.reduce<readonly SeqRange[]>(addRange, []);
        for (const [from, to] of holes(held)) {
          expect(from).toBeLessThanOrEqual(to);
          expect(hasSeq(held, from - 1) && hasSeq(held, to + 1)).toBe(true);
          expect(hasSeq(held, from) || hasSeq(held, to)).toBe(false);
        }
      }),
    );
  });

  it('are bounded: the oldest hole is given up first', () => {
    let held: readonly SeqRange[] = [];
    for (let seq = 0; seq < 1_000; seq += 2) held = addRange(held, [seq, seq]);
    expect(held.length).toBe(32);
    expect(hasSeq(held, 1)).toBe(true);
    expect(hasSeq(held, 997)).toBe(false);
  });
});
