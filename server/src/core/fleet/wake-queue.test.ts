import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWakeQueue } from './wake-queue.ts';

function takeAll(queue: ReturnType<typeof createWakeQueue>, at: number): number[] {
  const taken: number[] = [];
  for (let index = queue.takeDue(at); index !== undefined; index = queue.takeDue(at)) taken.push(index);
  return taken;
}

describe('the queue of those to look at', () => {
  it('gives everybody once, at the earliest time that was asked for, in order of time and number', () => {
    const wishes = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 0, max: 50 })));
    fc.assert(
      fc.property(wishes, fc.integer({ min: 0, max: 60 }), (asked, until) => {
        const queue = createWakeQueue();
        const earliest = new Map<number, number>();
        for (const [index, at] of asked) {
          queue.schedule(index, at);
          earliest.set(index, Math.min(at, earliest.get(index) ?? Infinity));
        }
        const all = [...earliest].sort(([a, s], [b, t]) => s - t || a - b);
        const due = all.filter(([, at]) => at <= until).map(([index]) => index);
        expect(queue.nextAt()).toBe(all[0]?.[1]);
        expect(takeAll(queue, until)).toEqual(due);
        expect(takeAll(queue, until)).toEqual([]);
        expect(queue.nextAt()).toBe(all[due.length]?.[1]);
      }),
    );
  });

  it('grows with the fleet, and takes back whoever was taken out', () => {
    const queue = createWakeQueue();
    for (let index = 0; index < 5_000; index++) queue.schedule(index, 5_000 - index);
    expect(takeAll(queue, 2)).toEqual([4_999, 4_998]);
    queue.schedule(4_999, 1);
    expect(takeAll(queue, 2)).toEqual([4_999]);
    expect(takeAll(queue, 5_000)).toHaveLength(4_998);
  });
});
