import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWakeQueue } from './wake-queue.ts';

describe('the queue of those to look at', () => {
  it('gives everybody once, at the earliest time that was asked for, in order', () => {
    const wishes = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 50 })),
    );
    fc.assert(
      fc.property(wishes, fc.integer({ min: 0, max: 60 }), (asked, until) => {
        const queue = createWakeQueue();
        const earliest = new Map<string, number>();
        for (const [id, at] of asked) {
          queue.schedule(id, at);
          earliest.set(id, Math.min(at, earliest.get(id) ?? Infinity));
        }
        const expected = [...earliest]
          .filter(([, at]) => at <= until)
          .sort(([a, s], [b, t]) => s - t || (a < b ? -1 : 1))
          .map(([id]) => id);
        expect(queue.due(until)).toEqual(expected);
        expect(queue.due(until)).toEqual([]);
      }),
    );
  });
});
