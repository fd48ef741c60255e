import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MESSAGES, nextAllowedAt } from './allowance.ts';

const S = 1_000;
const MIN = 60 * S;

describe('the allowance of a person', () => {
  it.each<[string, number[], number, number]>([
    ['lets the first message go at once', [], 7, 7],
    ['lets the second go after half a minute', [0], 10 * S, 30 * S],
    ['lets the third go two and a half minutes after the second', [0, 30 * S], 31 * S, 180 * S],
    ['lets the fourth go when the first is ten minutes old', [0, 30 * S, 180 * S], 181 * S, 10 * MIN],
    ['counts a message of ten minutes ago no more', [0], 10 * MIN, 10 * MIN],
    [
      'needs half a minute only once the one before the last is ten minutes old',
      [0, 599 * S],
      600 * S,
      629 * S,
    ],
  ])('%s', (_title, sent, at, expected) => {
    expect(nextAllowedAt(sent, at)).toBe(expected);
  });

  it('never lets more than three go within any ten minutes, and never keeps anybody waiting for good', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 * MIN }), { maxLength: 60 }), (waits) => {
        const sent: number[] = [];
        let now = 0;
        for (const wait of waits) {
          const next = nextAllowedAt(sent.slice(-MAX_MESSAGES), (now += wait));
          expect(next - now).toBeLessThanOrEqual(10 * MIN);
          expect(next).toBeGreaterThanOrEqual(now);
          sent.push((now = next));
        }
        sent.slice(MAX_MESSAGES).forEach((at, i) => expect(at - sent[i]!).toBeGreaterThanOrEqual(10 * MIN));
        sent.slice(1).forEach((at, i) => expect(at - sent[i]!).toBeGreaterThanOrEqual(30 * S));
      }),
    );
  });
});
