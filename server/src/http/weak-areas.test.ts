import type { Actor } from '@fengsui/config/contract';
import { WeakArea, WeakAreaList } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { EVIDENCE, chainOf, fakeAreas, weakSite } from '../../test/weak-site.ts';
import { createTally } from '../core/fleet/tally.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { createRegions } from '../regions/regions.ts';
import { createAreaViews } from '../weak-areas/area-views.ts';
import { fileAreas } from '../weak-areas/file-areas.ts';
import { createScopes } from '../weak-areas/scopes.ts';
import { createWatchList } from '../weak-areas/watch-list.ts';
import { TESTER, callRoute } from './call-route.ts';
import { openApi } from './openapi.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { weakAreaRoutes } from './weak-areas.ts';

const START = Date.UTC(2026, 10, 22);
const site = weakSite();
const chain = chainOf(site);
const NODE = { kind: 'node', id: 'amp-1' };
const FOUND = 'area:441223100201';

let clock: FakeClock;
let ledger: Ledger;
let areas: ReturnType<typeof fakeAreas>;
let routes: Route[];

beforeEach(() => {
  clock = createFakeClock(START);
  ledger = createMemoryLedger();
  areas = fakeAreas();
  const file = fileAreas(site, () => 0);
  const list = createWatchList({ records: ledger.records, file, changed: () => undefined });
  const scopes = createScopes({ site, chain });
  const open = { id: 'i7', type: 'weak_area', state: 'open', scope: { kind: 'area', id: '441223100201' } };
  const incidents = () => [
    { ...open, id: 'i6', state: 'recovered' },
    open,
    { ...open, id: 'i8', type: 'outage' },
  ];
  const views = createAreaViews({ list, areas, scopes, incidents: incidents as never });
  routes = weakAreaRoutes({
    ...{ list, views, scopes, areas, clock },
    regions: createRegions(site, chain, createTally(chain, site.top)),
    actorOf: (by, signedIn): Actor =>
      by === undefined ? signedIn : { kind: 'person', id: by, name: '示例' },
  });
});

const call = async (method: Route['method'], path: string, sent: object = {}) =>
  (await callRoute(routes, method, path, sent)).body;
const refused = async (method: Route['method'], path: string, sent: object = {}) => {
  const error: unknown = await callRoute(routes, method, path, sent).catch((thrown: unknown) => thrown);
  return error instanceof HttpProblem ? [error.status, error.message] : error;
};
const list = async (query: object = {}) =>
  WeakAreaList.parse(await call('get', '/weak-areas', { query })).items;
const ids = async (query: object = {}) => (await list(query)).map(({ id }) => id);
const one = async (id: string) => WeakArea.parse(await call('get', '/weak-areas/{id}', { params: { id } }));
const add = async (body: object) => WeakArea.parse(await call('post', '/weak-areas', { body }));
const remove = (id: string) => call('delete', '/weak-areas/{id}', { params: { id } });
const watch = (id: string, body: object = {}) =>
  call('post', '/weak-areas/{id}/watch', { params: { id }, body });

describe('the list of weak areas', () => {
  it('has those of the file as they are now, and those that were found, weak ones first', async () => {
    areas.found.set(FOUND, START - 5);
    const [found, watched] = await list();
    expect(found).toEqual({
      ...{ id: FOUND, name: '荷木村委会', scope: { kind: 'area', id: '441223100201' }, area: '441223100201' },
      ...{
        source: 'found',
        watched: false,
        since: START - 5,
        target: null,
        state: 'weak',
        weakSince: START - 5,
      },
      ...{ now: { n: 10, weak: 5, bad: 0 }, hour: null, evidence: EVIDENCE, incident: 'i7', devices: 12 },
      population: 7,
    });
    expect(watched).toMatchObject({
      ...{ id: 'wa-1', source: 'file', watched: true, state: 'ok', weakSince: null, evidence: null },
      ...{ incident: null, population: 1_200, target: '低于10%' },
    });
  });

  it('is asked by region, by state, and for what is watched', async () => {
    areas.found.set(FOUND, START);
    areas.found.set('area:441284', START - 9);
    expect(await ids()).toEqual(['area:441284', FOUND, 'wa-1']);
    expect(await ids({ region: '441223' })).toEqual([FOUND, 'wa-1']);
    expect(await ids({ region: '441200', state: 'weak' })).toEqual(['area:441284', FOUND]);
    expect(await ids({ watched: 'true' })).toEqual(['wa-1']);
    expect(await ids({ watched: 'false', region: '441284' })).toEqual(['area:441284']);
    expect(await refused('get', '/weak-areas', { query: { region: '441299' } })).toEqual([
      404,
      'There is no division 441299 in this site.',
    ]);
    expect(((await refused('get', '/weak-areas', { query: { state: 'bad' } })) as [number])[0]).toBe(400);
  });

  it('has one by its id, or by the key of its scope', async () => {
    expect((await one('area:441223100200')).id).toBe('wa-1');
    expect((await one('wa-1')).name).toBe('林洞弱区');
    expect(await refused('get', '/weak-areas/{id}', { params: { id: FOUND } })).toEqual([
      404,
      `There is no weak area ${FOUND}.`,
    ]);
  });
});

describe('watching', () => {
  it('begins by hand for a node or a division, under the name that it has', async () => {
    const added = await add({ scope: NODE, target: '低于5%' });
    expect(added).toMatchObject({
      ...{ id: 'node:amp-1', name: 'amp-1', source: 'hand', watched: true, since: START, target: '低于5%' },
      area: '441223100201',
    });
    expect((await add({ scope: { kind: 'area', id: '441284' }, name: '四会', by: 'li' })).name).toBe('四会');
    expect(ledger.records.get('weak_area', 'node:amp-1')).toMatchObject({
      by: TESTER,
      version: 1,
      at: START,
    });
    expect(ledger.records.get('weak_area', 'area:441284')?.by.id).toBe('li');
    expect(await ids({ watched: 'true' })).toEqual(['area:441284', 'node:amp-1', 'wa-1']);
  });

  it.each([
    [
      'a division that there is not',
      { scope: { kind: 'area', id: '441299' } },
      404,
      'There is no division 441299 in this site.',
    ],
    [
      'a node that there is not',
      { scope: { kind: 'node', id: 'x' } },
      404,
      'There is no node x in this site.',
    ],
    [
      'what is watched already',
      { scope: { kind: 'area', id: '441223100200' } },
      409,
      'It is watched already, as wa-1.',
    ],
    ['no place at all', { scope: { kind: 'device', id: 'x' } }, 400, 'The request does not fit; see errors.'],
  ])('is refused of %s', async (_title, body, status, message) => {
    expect(await refused('post', '/weak-areas', { body })).toEqual([status, message]);
  });

  it('begins for what was found by one call, with its evidence, which stays when it is weak no more', async () => {
    areas.found.set(FOUND, START - 5);
    const watched = WeakArea.parse(await watch(FOUND, { target: '低于10%' }));
    expect(watched).toMatchObject({
      id: FOUND,
      source: 'hand',
      watched: true,
      since: START,
      target: '低于10%',
    });
    areas.found.clear();
    expect(await one(FOUND)).toMatchObject({ state: 'ok', evidence: EVIDENCE });
    const sent = { params: { id: FOUND } };
    expect(((await refused('post', '/weak-areas/{id}/watch', sent)) as [number])[0]).toBe(409);
    expect(
      ((await refused('post', '/weak-areas/{id}/watch', { params: { id: 'area:441284' } })) as [number])[0],
    ).toBe(404);
  });

  it('ends by one call, of an area of the file too; what is still weak is found again', async () => {
    areas.found.set('area:441223100200', START);
    expect(await remove('wa-1')).toMatchObject({ id: 'wa-1', watched: true });
    expect(await list()).toMatchObject([{ id: 'area:441223100200', source: 'found', watched: false }]);
    expect(ledger.records.history('weak_area', 'wa-1', 9)[0]).toMatchObject({ isRemoved: true, by: TESTER });
    expect(await refused('delete', '/weak-areas/{id}', { params: { id: 'wa-1' } })).toEqual([
      404,
      'There is no weak area wa-1.',
    ]);
  });

  it('is in OpenAPI with all that it takes', () => {
    const { paths } = openApi(routes, '', '1');
    expect(Object.entries(paths).map(([path, calls]) => `${path} ${Object.keys(calls).join(' ')}`)).toEqual([
      '/weak-areas get post',
      '/weak-areas/{id} get delete',
      '/weak-areas/{id}/watch post',
    ]);
  });
});
