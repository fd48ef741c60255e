import type { EffectAnswer, Work } from '@fengsui/config/contract';
import { EffectAnswer as EffectAnswerSchema, Work as WorkSchema, WorkList } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { areaKey } from '../core/weak-area/area-hour.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { SeriesUnavailable } from '../series/port.ts';
import { siteOf } from '../site/small-site.ts';
import { createFakeHours, hoursOf } from '../works/fake-hours.ts';
import { MAX_WORKS } from '../works/works.ts';
import { TESTER, callRoute } from './call-route.ts';
import { openApi } from './openapi.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { worksRoutes } from './works.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-07-01T00:00:00+08:00');
const VILLAGE = '441223100200';

let clock: FakeClock;
let ledger: Ledger;
let store: ReturnType<typeof createFakeHours>;
let routes: Route[];

function start(): void {
  const site = siteOf();
  routes = worksRoutes({
    ...{ site, records: ledger.records, store, clock },
    scopes: {
      has: ({ kind, id }) => (kind === 'area' ? site.divisions : site.plant).has(id),
      area: ({ kind, id }) => (kind === 'area' ? id : (site.plant.get(id)?.area ?? '')),
      parts: (scope) => [areaKey(scope)],
    },
    regions: {
      has: (code) => site.divisions.has(code),
      contains: (region, area) => region === '441200' || area.startsWith(region),
    },
    actorOf(by, signedIn) {
      if (by === 'nobody') throw new HttpProblem(400, 'There is nobody called so.');
      return by === undefined ? signedIn : { kind: 'person', id: by, name: '示例' };
    },
  });
}

beforeEach(() => {
  clock = createFakeClock(NOW);
  ledger = createMemoryLedger();
  store = createFakeHours();
  start();
});

const body = {
  ...{ kind: 'amplifier', title: '更换放大器', scope: { kind: 'node', id: 'pon-1' } },
  ...{ from: NOW - 20 * DAY, to: NOW - 20 * DAY + 3_600_000, note: '示例' },
};
const write = async (change: object = {}): Promise<Work> =>
  WorkSchema.parse((await callRoute(routes, 'post', '/works', { body: { ...body, ...change } })).body);
const list = async (query: object = {}): Promise<string[]> =>
  WorkList.parse((await callRoute(routes, 'get', '/works', { query })).body).items.map(({ id }) => id);
const one = (method: Route['method'], id: string, sent: object = {}) =>
  callRoute(routes, method, '/works/{id}', { params: { id }, ...sent });
const effect = async (id: string, query: object = {}): Promise<EffectAnswer> =>
  EffectAnswerSchema.parse(
    (await callRoute(routes, 'get', '/works/{id}/effect', { params: { id }, query })).body,
  );

describe('a record of works', () => {
  it('is written with who and when, under an id of its own, and is there after a restart', async () => {
    const work = await write({ by: 'li' });
    expect(work).toEqual({
      ...{ ...body, id: `work-${NOW.toString(36)}`, at: NOW },
      by: { kind: 'person', id: 'li', name: '示例' },
    });
    expect((await write()).by).toEqual(TESTER);
    start();
    expect(await list()).toHaveLength(2);
    expect((await one('get', work.id)).body).toEqual(work);
  });

  it('may be open while they go on, and is closed later; what it was before stays in the ledger', async () => {
    const { id } = await write({ to: null });
    clock.pass(DAY);
    const changed = WorkSchema.parse((await one('put', id, { body })).body);
    expect(changed).toMatchObject({ id, to: body.to, at: NOW + DAY });
    const versions = ledger.records.history('work', id, 9).map(({ value }) => (value as unknown as Work).to);
    expect(versions).toEqual([body.to, null]);
  });

  it.each([
    ['that ends before it begins', { to: body.from - 1 }, 400],
    ['of a kind that there is not', { kind: 'magic' }, 400],
    ['without a title', { title: ' ' }, 400],
    ['in a division that there is not', { scope: { kind: 'area', id: '999999' } }, 404],
    ['at a node that there is not', { scope: { kind: 'node', id: 'pon-9' } }, 404],
    ['by nobody that is known', { by: 'nobody' }, 400],
    ['with an id of its own', { id: 'mine' }, 400],
  ])('is refused %s', async (_title, change, status) => {
    await expect(write(change)).rejects.toMatchObject({ status });
    const { id } = await write();
    await expect(one('put', id, { body: { ...body, ...change } })).rejects.toMatchObject({ status });
    expect(await list()).toEqual([id]);
  });

  it('is taken away once', async () => {
    const work = await write();
    expect((await one('delete', work.id)).body).toEqual(work);
    expect(await list()).toEqual([]);
    for (const method of ['get', 'delete', 'put'] as const)
      await expect(one(method, work.id, method === 'put' ? { body } : {})).rejects.toMatchObject({
        status: 404,
      });
    await expect(effect(work.id)).rejects.toMatchObject({ status: 404 });
  });

  it('is listed by region, what began last first', async () => {
    const node = await write();
    const village = await write({ scope: { kind: 'area', id: VILLAGE }, from: body.from + 1 });
    const county = await write({ scope: { kind: 'area', id: '441223' }, from: body.from - 1 });
    expect(await list()).toEqual([village.id, node.id, county.id]);
    expect(await list({ region: VILLAGE })).toEqual([village.id, node.id]);
    await expect(list({ region: '999999' })).rejects.toMatchObject({ status: 404 });
  });

  it('is one of a bounded number', async () => {
    await write();
    const { all } = ledger.records;
    const kept = all('work');
    ledger.records.all = () => Array.from({ length: MAX_WORKS }, () => kept).flat();
    await expect(write()).rejects.toMatchObject({ status: 409 });
    ledger.records.all = () => Array.from({ length: MAX_WORKS - 1 }, () => kept).flat();
    await write();
    ledger.records.all = all;
    expect(await list()).toHaveLength(2);
  });
});

describe('the effect of works', () => {
  it('is told with its intervals, and what else went on', async () => {
    const { id } = await write({ scope: { kind: 'area', id: VILLAGE } });
    const other = await write({ scope: { kind: 'area', id: '441223' }, to: null });
    const area = `area:${VILLAGE}` as const;
    store.kept.push(
      ...hoursOf({ area, from: body.from - 14 * DAY, hours: 14 * 24, weak: () => 6 }),
      ...hoursOf({ area, from: body.to, hours: 14 * 24, weak: () => 3 }),
    );
    const answer = await effect(id, { days: '14' });
    expect(answer).toMatchObject({ matchedHours: 168, overlaps: [{ id: other.id }] });
    expect(answer.figures[0]).toMatchObject({
      ...{ what: 'weak_ratio', before: { value: 0.5, days: 14 }, after: { value: 0.25 } },
      ...{ difference: -0.25, interval: [-0.25, -0.25], verdict: 'better' },
    });
  });

  it('is refused for a metric of which nobody knows which way is better, or days without end', async () => {
    const { id } = await write();
    await expect(effect(id, { metric: 'sys.temp_c' })).rejects.toMatchObject({
      ...{ status: 400, errors: [{ path: 'metric', message: expect.stringContaining('cell.rsrp_dbm') }] },
    });
    await expect(effect(id, { days: '181' })).rejects.toMatchObject({ status: 400 });
  });

  it('is not to be had while the store is away', async () => {
    const { id } = await write();
    store.areaHours = () => Promise.reject(new SeriesUnavailable('away'));
    await expect(effect(id)).rejects.toMatchObject({ status: 503 });
  });
});

describe('the calls of works and field tests', () => {
  it('are all in OpenAPI, the CSV as what it is', () => {
    const { paths } = openApi(routes, '', '1');
    expect(Object.entries(paths).map(([path, calls]) => `${path} ${Object.keys(calls).join(' ')}`)).toEqual([
      '/works get post',
      '/works/{id} get put delete',
      '/works/{id}/effect get',
      '/field-tests get post',
      '/field-tests/{id} get delete',
    ]);
    expect(paths['/field-tests']?.['post']).toMatchObject({
      requestBody: { content: { 'text/csv': { schema: { type: 'string' } } } },
    });
  });
});
