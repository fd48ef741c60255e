import type { PageFact } from '@fengsui/config/contract';
import { IncidentPaging, PagesAnswer } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPager } from '../core/paging/pager.ts';
import { TEN_O_CLOCK as T, call, incident, person, smallWorld } from '../core/paging/small-world.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { callRoute } from './call-route.ts';
import { pagingRoutes } from './paging.ts';
import type { Route } from './route.ts';

const MIN = 60_000;
let ledger: Ledger;
let routes: Route[];

beforeEach(() => {
  ledger = createMemoryLedger();
  const { localTime } = smallWorld();
  routes = pagingRoutes({ ledger, isIncident: (id) => id === 'i1', localTime });
});

/** A night: shelved first, told at the shelf's end, recovered. */
function pagedThroughTheNight(): void {
  const world = smallWorld();
  const by = { kind: 'person' as const, id: 'eve', name: '示例-eve' };
  world.shelved = [{ id: 's1', what: { incident: 'i1' }, why: '割接', by, from: T, until: T + 9 * MIN }];
  world.duty = [person('ann', { ways: [{ channel: 'chat', address: 'secret-address', severities: [] }] })];
  const pager = createPager(world);
  const outcomes = [
    pager.call(call(T, 'opened', incident('i1'))),
    pager.advance(T + 10 * MIN),
    pager.call(call(T + 20 * MIN, 'recovered', incident('i1', { state: 'recovered' }))),
  ];
  const facts: PageFact[] = outcomes.flatMap((outcome) => outcome.facts);
  ledger.commit({
    ...{ journal: 'j', offset: 1, devices: [], transitions: [], cases: [] },
    deskFacts: facts.map((fact, i) => ({ n: i + 1, fact })),
    messages: outcomes.flatMap(({ messages }) => messages),
  });
}

describe('GET /incidents/{id}/paging', () => {
  const ask = async (id: string) =>
    IncidentPaging.parse((await callRoute(routes, 'get', '/incidents/{id}/paging', { params: { id } })).body);

  it('says as sentences why nobody was called, then who was, and how', async () => {
    pagedThroughTheNight();
    const { items } = await ask('i1');
    expect(items.map(({ words }) => words.zh)).toEqual([
      '示例-eve 已搁置至 11-22 10:09：割接',
      '立即发送',
      '立即发送',
    ]);
    expect(items.map(({ person: to }) => to?.id ?? null)).toEqual([null, 'ann', 'ann']);
    expect(items[0]!.verdicts.at(-1)).toMatchObject({
      stage: 'shelving',
      verdict: 'stop',
      words: { en: 'shelved by 示例-eve until 11-22 10:09: 割接' },
    });
    expect(items[1]!.verdicts.map(({ words }) => words.en)).toContain('by chat');
  });

  it('is empty for an incident that nobody has asked the pager about, and 404 for none', async () => {
    expect(await ask('i1')).toEqual({ id: 'i1', items: [] });
    await expect(ask('i2')).rejects.toMatchObject({ status: 404 });
  });
});

describe('GET /pages', () => {
  const ask = async (query: object = {}) =>
    PagesAnswer.parse((await callRoute(routes, 'get', '/pages', { query })).body).items;

  it('gives messages, newest first, with their channels and without addresses', async () => {
    pagedThroughTheNight();
    const items = await ask();
    expect(items.map(({ about, at }) => [about, (at - T) / MIN])).toEqual([
      ['recovered', 20],
      ['opened', 9],
    ]);
    expect(items[0]).toMatchObject({
      channels: ['chat'],
      incidents: ['i1'],
      incidentCount: 1,
      state: 'waiting',
    });
    expect(JSON.stringify(items)).not.toContain('secret-address');
  });

  it('asks by person, state and time', async () => {
    pagedThroughTheNight();
    expect(await ask({ person: 'ben' })).toEqual([]);
    expect(await ask({ person: 'ann', from: String(T + 10 * MIN) })).toHaveLength(1);
    expect(await ask({ to: String(T + 10 * MIN) })).toHaveLength(1);
    expect(await ask({ state: 'sent' })).toEqual([]);
    await expect(ask({ limit: '0' })).rejects.toMatchObject({ status: 400 });
  });
});
