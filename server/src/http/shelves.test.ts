import { Shelf, ShelfList } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { MAX_SHELVES, createShelves } from '../shelves/shelves.ts';
import { TESTER, callRoute } from './call-route.ts';
import type { Route } from './route.ts';
import { shelfRoutes } from './shelves.ts';

const MIN = 60_000;
let clock: FakeClock;
let ledger: Ledger;
let routes: Route[];
let changes: number;

function start(): void {
  routes = shelfRoutes({
    shelves: createShelves({ records: ledger.records, changed: () => changes++ }),
    clock,
    isIncident: (id) => id === 'i1',
    actorOf: (by, signedIn) => (by === undefined ? signedIn : { kind: 'person', id: by, name: '示例' }),
  });
}

beforeEach(() => {
  clock = createFakeClock(1_000_000);
  ledger = createMemoryLedger();
  changes = 0;
  start();
});

const list = async () => ShelfList.parse((await callRoute(routes, 'get', '/shelves')).body).items;
const shelve = async (body: object = {}) => {
  const whole = { what: { incident: 'i1' }, why: '换光模块', minutes: 60, ...body };
  return Shelf.parse((await callRoute(routes, 'post', '/shelves', { body: whole })).body);
};

describe('a shelf', () => {
  it('holds for the time that was asked for, says who and why, and is there after a restart', async () => {
    const shelf = await shelve();
    expect(shelf).toMatchObject({
      by: TESTER,
      why: '换光模块',
      from: 1_000_000,
      until: 1_000_000 + 60 * MIN,
    });
    start();
    expect(await list()).toEqual([shelf]);
    clock.pass(60 * MIN);
    expect(await list()).toEqual([]);
  });

  it('may be of everything that a match fits, and by another', async () => {
    const shelf = await shelve({ what: { match: { types: ['weak_signal'], areas: ['441223'] } }, by: 'li' });
    expect(shelf).toMatchObject({ by: { id: 'li' }, what: { match: { types: ['weak_signal'] } } });
  });

  it.each([
    ['longer than eight hours', { minutes: 481 }, 400],
    ['without an end', { minutes: undefined }, 400],
    ['without a reason', { why: ' ' }, 400],
    ['of an incident that there is not', { what: { incident: 'i2' } }, 404],
  ])('is refused %s', async (_title, body, status) => {
    await expect(shelve(body)).rejects.toMatchObject({ status });
    expect(await list()).toEqual([]);
  });

  it('ends early when it is taken away, once', async () => {
    const { id } = await shelve();
    const remove = () => callRoute(routes, 'delete', '/shelves/{id}', { params: { id } });
    expect((await remove()).body).toMatchObject({ id });
    expect(changes).toBe(2);
    expect(await list()).toEqual([]);
    await expect(remove()).rejects.toMatchObject({ status: 404 });
  });

  it('is one of a bounded number; those that have ended make room, and stay in the history', async () => {
    const first = await shelve({ minutes: 1 });
    for (let n = 1; n < MAX_SHELVES; n++) await shelve();
    await expect(shelve()).rejects.toMatchObject({ status: 409 });
    clock.pass(2 * MIN);
    await shelve();
    const items = await list();
    expect(items).toHaveLength(MAX_SHELVES);
    expect(new Set(items.map(({ id }) => id)).size).toBe(MAX_SHELVES);
    expect(ledger.records.history('shelf', first.id, 9).map(({ isRemoved }) => isRemoved)).toEqual([
      true,
      false,
    ]);
  });
});
