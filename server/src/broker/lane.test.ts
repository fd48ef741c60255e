import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLane } from './lane.ts';

it('runs everything in order, a moment at a time, and lets others have their turn between', async () => {
  let now = 0;
  const lane = createLane({ now: () => now });
  const done: number[] = [];
  for (let i = 0; i < 100; i++)
    lane(() => {
      now += 10;
      done.push(i);
    });
  expect(done).toHaveLength(5);
  const after: number[] = [];
  while (done.length < 100) {
    await setImmediate();
    after.push(done.length);
  }
  expect(Math.max(...after.map((count, i) => count - (after[i - 1] ?? 5)))).toBeLessThanOrEqual(5);
  expect(done).toEqual(Array.from({ length: 100 }, (_, i) => i));
  await setImmediate();
  lane(() => done.push(100));
  expect(done.at(-1)).toBe(100);
});

it('keeps the order in which things came when what runs brings more', async () => {
  let now = 0;
  const lane = createLane({ now: () => now });
  const done: string[] = [];
  for (const name of ['a', 'b', 'c'])
    lane(() => {
      now += 60;
      done.push(name);
      lane(() => done.push(`${name}2`));
    });
  for (let turns = 0; turns < 10; turns++) await setImmediate();
  expect(done).toEqual(['a', 'a2', 'b', 'c', 'b2', 'c2']);
});
