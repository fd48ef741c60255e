import type { OnCallBoard, OnCallCalendar, Problem } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryRecords } from '../ledger/memory/memory-records.ts';
import { createDirectory } from '../on-call/directory.ts';
import { city, guangning, ms, persons, step, team } from '../on-call/team-fixture.ts';
import { createChain } from '../regions/regions.ts';
import { DIVISIONS, siteOf, text } from '../site/small-site.ts';
import type { Sent } from './call-route.ts';
import { callRoute } from './call-route.ts';
import { onCallRoutes } from './on-call.ts';
import { personRoutes } from './people.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { teamRoutes } from './teams.ts';

const NIGHT = ms('2026-11-22T03:00:00+08:00');
const site = siteOf({ divisions: text([...DIVISIONS, '441224,441200,county,怀集县']) });
let routes: Route[];

beforeEach(async () => {
  const clock = createFakeClock(NIGHT);
  const directory = createDirectory({
    records: createMemoryRecords(() => undefined),
    zone: site.info.timezone,
    chain: createChain(site.divisions),
    hasArea: (code) => site.divisions.has(code),
  });
  routes = [
    ...onCallRoutes({ directory, site, clock }),
    ...personRoutes(directory, clock),
    ...teamRoutes(directory, clock),
  ];
  for (const person of persons)
    await call('put', '/persons/{id}', { params: { id: person.id }, body: person });
  for (const one of [guangning, city])
    await call('put', '/teams/{id}', { params: { id: one.id }, body: one });
});

async function call<T>(method: Route['method'], path: string, sent: Sent = {}): Promise<T> {
  const { body } = await callRoute(routes, method, path, sent);
  const route = routes.find((one) => one.method === method && one.path === path);
  return route?.answer.parse(body) as T;
}

/** Status and the faults of a call that is refused. */
async function refused(method: Route['method'], path: string, sent: Sent): Promise<unknown[]> {
  const problem = await callRoute(routes, method, path, sent).catch((error: unknown) => error);
  if (!(problem instanceof HttpProblem)) throw new Error('was not refused', { cause: problem });
  return [
    problem.status,
    ...(problem.errors ?? []).map(
      ({ path: place, message }: NonNullable<Problem['errors']>[number]) => `${place}: ${message}`,
    ),
  ];
}

describe('who is on call', () => {
  it('for 广宁 at 03:00 on Sunday is one call', async () => {
    const query = { area: '广宁', at: '2026-11-22T03:00:00+08:00' };
    expect(await call('get', '/on-call', { query })).toMatchObject({
      area: '441223',
      team: { id: 'guangning' },
      person: { id: 'wang' },
      because: 'rotation',
      next: { id: 'chen' },
    });
    expect(await call('get', '/on-call', { query: { area: '441223100200' } })).toMatchObject({
      at: NIGHT,
      person: { id: 'wang' },
    });
  });

  it('is not known for a place that is not there, nor in the year 30000', async () => {
    expect(await refused('get', '/on-call', { query: { area: '广州' } })).toEqual([404]);
    const late = { area: '广宁', at: '884541350400000' };
    expect(await refused('get', '/on-call', { query: late })).toEqual([400, 'at: is beyond the year 2198']);
  });

  it('is a calendar for two weeks, or a window of at most 62 days', async () => {
    const usual = await call<OnCallCalendar>('get', '/on-call/calendar', { query: { area: '广宁' } });
    expect([usual.from, usual.to, usual.turns.length, usual.more]).toEqual([
      NIGHT,
      NIGHT + 14 * 86_400_000,
      15,
      false,
    ]);
    expect(usual.turns[0]).toMatchObject({ from: NIGHT, person: { id: 'wang' }, because: 'rotation' });
    const query = (from: string, to: string) => ({ query: { area: '广宁', from, to } });
    const long = query('2026-01-01T00:00:00Z', '2026-03-05T00:00:00Z');
    expect(await refused('get', '/on-call/calendar', long)).toEqual([
      400,
      'to: is more than 62 days after from',
    ]);
    const back = query('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z');
    expect(await refused('get', '/on-call/calendar', back)).toEqual([400, 'to: is not after from']);
  });

  it('is a board of all counties and the city', async () => {
    const board = await call<OnCallBoard>('get', '/on-call/board');
    expect(board.rows.map(({ name, now }) => [name, now.person?.id])).toEqual([
      ['广宁县', 'wang'],
      ['怀集县', 'city-1'],
      ['肇庆市', 'city-1'],
    ]);
    expect(board.people[0]).toEqual({ id: 'chen', name: '示例-chen' });
    expect(JSON.stringify(board)).not.toContain('ways');
  });
});

describe('persons and teams', () => {
  it('are listed, read, changed by the version that was read, and taken away', async () => {
    const { items } = await call<{ items: { id: string }[] }>('get', '/persons');
    expect(items.map(({ id }) => id)).toEqual(persons.map(({ id }) => id).sort());
    const zhao = { params: { id: 'zhao' }, body: { id: 'zhao', name: '示例-赵' } };
    expect(await call('put', '/persons/{id}', { ...zhao, query: { version: '1' } })).toMatchObject({
      version: 2,
    });
    expect(await refused('put', '/persons/{id}', { ...zhao, query: { version: '1' } })).toEqual([409]);
    expect(await call('get', '/persons/{id}', zhao)).toMatchObject({ name: '示例-赵', ways: [] });
    expect(await call('delete', '/persons/{id}', { params: { id: 'zhao' } })).toEqual({});
    expect(await refused('get', '/persons/{id}', { params: { id: 'zhao' } })).toEqual([404]);
  });

  it('are refused by what is wrong with them', async () => {
    const body = { ...guangning, lead: 'nobody' };
    const params = { id: 'guangning' };
    expect(await refused('put', '/teams/{id}', { params, body })).toEqual([
      400,
      'lead: there is no person nobody',
    ]);
    expect(await refused('put', '/teams/{id}', { params: { id: 'other' }, body })).toEqual([
      ...[400, 'id: is not other, as in the address'],
    ]);
    expect(await refused('delete', '/persons/{id}', { params: { id: 'chen' } })).toEqual([
      ...[409, 'id: the team guangning names chen'],
    ]);
  });

  it('give a team back as it was kept', async () => {
    const escalation = [step(0, { kind: 'on_call' })];
    const body = team('town', ['441223100'], { lead: 'zhao', escalation });
    await call('put', '/teams/{id}', { params: { id: 'town' }, body });
    expect(await call('get', '/teams/{id}', { params: { id: 'town' } })).toEqual({ ...body, version: 1 });
    expect(await call('delete', '/teams/{id}', { params: { id: 'town' } })).toEqual({});
    expect(await refused('get', '/teams/{id}', { params: { id: 'town' } })).toEqual([404]);
  });
});

describe('whoever stands in', () => {
  it('is on duty at once, is on the board, and is taken back by the id that was given', async () => {
    const body = { person: 'zhao', from: NIGHT - 1, to: NIGHT + 3_600_000, why: '换班' };
    const params = { id: 'guangning' };
    const { id } = await call<{ id: string }>('post', '/teams/{id}/overrides', { params, body });
    expect(await call('get', '/on-call', { query: { area: '广宁' } })).toMatchObject({
      person: { id: 'zhao' },
      because: 'override',
      next: { id: 'wang' },
    });
    const board = await call<OnCallBoard>('get', '/on-call/board');
    expect(board.rows.map(({ overrides }) => overrides.map((one) => one.id))).toEqual([[id], [], []]);
    await call('delete', '/teams/{id}/overrides/{override}', { params: { ...params, override: id } });
    expect(await call('get', '/on-call', { query: { area: '广宁' } })).toMatchObject({
      person: { id: 'wang' },
    });
  });

  it('ends after beginning', async () => {
    const body = { person: 'zhao', from: NIGHT, to: NIGHT };
    expect(await refused('post', '/teams/{id}/overrides', { params: { id: 'guangning' }, body })).toEqual([
      ...[400, 'to: is not after from'],
    ]);
  });
});
