import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { SeriesUnavailable } from '../series/port.ts';
import type { StoreTeller } from './keep-store-told.ts';
import { createStoreTeller } from './keep-store-told.ts';

const DAY = 86_400_000;
const START = 100 * DAY;
let clock: FakeClock;
let calls: string[];
let isAway: boolean;
let teller: StoreTeller;

beforeEach(() => {
  clock = createFakeClock(START);
  [calls, isAway] = [[], false];
  const call = (name: string, ids: readonly string[]): Promise<void> => {
    if (isAway) return Promise.reject(new SeriesUnavailable('away'));
    calls.push(`${name} ${ids.join(' ')}`);
    return Promise.resolve();
  };
  teller = createStoreTeller({
    ...{ clock, log: pino({ level: 'silent' }) },
    store: { refill: (areas) => call('refill', areas) },
    watchNodes: (nodes) => call('watch', nodes),
  });
});

const listOf = (...scopes: [kind: 'node' | 'area', id: string, since?: number][]) => ({
  all: () =>
    scopes.map(([kind, id, since = START]) => ({
      ...{ id: `${kind}:${id}`, name: id, scope: { kind, id }, since, target: null, evidence: null },
      ...{ source: 'hand' as const, by: { kind: 'program' as const, id: 'x', name: 'x' } },
    })),
});

it('has the past counted of nodes that are new, once; of divisions it is counted anyway', async () => {
  await teller.tell(listOf(['area', '441223'], ['node', 'old', START - 2 * DAY], ['node', 'young']));
  await teller.tell(listOf(['node', 'old', START - 2 * DAY], ['node', 'young'], ['node', 'new']));
  expect(calls).toEqual(['watch old young', 'refill node:young', 'watch old young new', 'refill node:new']);
});

it('has the past counted again of a node that was taken off and is back', async () => {
  await teller.tell(listOf(['node', 'a']));
  await teller.tell(listOf());
  await teller.tell(listOf(['node', 'a']));
  expect(calls).toEqual(['watch a', 'refill node:a', 'watch ', 'watch a', 'refill node:a']);
});

it('tells a store that was away again, and then the newest list', async () => {
  isAway = true;
  await teller.tell(listOf(['node', 'a']));
  await teller.tell(listOf(['node', 'b']));
  isAway = false;
  clock.pass(60_000);
  await teller.tell(listOf(['node', 'c']));
  expect(calls).toEqual(['watch b', 'refill node:b', 'watch c', 'refill node:c']);
});
