import { FieldBatch, FieldBatchDetail, FieldBatchList } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { siteOf } from '../site/small-site.ts';
import type { FieldTests } from '../works/field-tests.ts';
import { MAX_BATCHES, createFieldTests } from '../works/field-tests.ts';
import { TESTER, callRoute } from './call-route.ts';
import { fieldTestRoutes } from './field-tests.ts';
import type { Route } from './route.ts';

const NOW = Date.parse('2026-07-01T00:00:00+08:00');
/** The county's boundary in the small site is the triangle 112 23, 113 23, 113 24. */
const CSV = [
  'time,lon,lat,area,ok,down_mbps,cell.rsrp_dbm',
  '2026-06-01T10:00:00+08:00,112.9,23.5,,1,35.5,-98',
  '2026-06-02T10:00:00+08:00,,,441223100200,0,,',
];

let clock: FakeClock;
let fieldTests: FieldTests;
let routes: Route[];

beforeEach(() => {
  clock = createFakeClock(NOW);
  fieldTests = createFieldTests(createMemoryLedger().records);
  const site = siteOf();
  routes = fieldTestRoutes({
    ...{ fieldTests, site, clock },
    regions: { has: (code) => site.divisions.has(code) },
    actorOf: (by, signedIn) => (by === undefined ? signedIn : { kind: 'person', id: by, name: '示例' }),
  });
});

const send = (lines: readonly string[], query: object = { name: '示例路测' }) =>
  callRoute(routes, 'post', '/field-tests', { query, body: new TextEncoder().encode(lines.join('\r\n')) });
const take = async (lines: readonly string[] = CSV, query?: object) =>
  FieldBatch.parse((await send(lines, query)).body);
const batches = async () => FieldBatchList.parse((await callRoute(routes, 'get', '/field-tests')).body).items;
const one = async (method: Route['method'], id: string) =>
  (await callRoute(routes, method, '/field-tests/{id}', { params: { id } })).body;

describe('a file of field tests', () => {
  it('is taken as a batch, with who handed it in', async () => {
    const batch = await take(CSV, { name: '示例路测', by: 'li' });
    expect(batch).toEqual({
      ...{ id: `tests-${NOW.toString(36)}`, name: '示例路测', rows: 2, at: NOW },
      ...{ from: Date.parse('2026-06-01T02:00:00Z'), to: Date.parse('2026-06-02T02:00:00Z') },
      by: { kind: 'person', id: 'li', name: '示例' },
    });
    expect(await batches()).toEqual([batch]);
  });

  it('has its places found by the boundaries of the site', async () => {
    const { id } = await take();
    const { tests, by } = FieldBatchDetail.parse(await one('get', id));
    expect(tests.map(({ area }) => area)).toEqual(['441223', '441223100200']);
    expect(by).toEqual(TESTER);
  });

  it('is given back as CSV in the form in which it can be handed in', async () => {
    const { id } = await take();
    const route = routes.find(({ path, method }) => path === '/field-tests/{id}' && method === 'get');
    const parts: string[] = [];
    for await (const part of route?.csv?.({ params: { id }, query: {} }) ?? []) parts.push(part);
    expect(parts.join('').split('\r\n')).toEqual([
      CSV[0],
      '2026-06-01T02:00:00.000Z,112.9,23.5,441223,1,35.5,-98',
      '2026-06-02T02:00:00.000Z,,,441223100200,0,,',
      '',
    ]);
    await one('delete', id);
    await expect(async () => {
      for await (const _ of route?.csv?.({ params: { id }, query: {} }) ?? []);
    }).rejects.toMatchObject({ status: 404 });
  });

  it('with faults is refused whole, each fault with its place', async () => {
    await expect(send([...CSV, '2026-06-03,112.1,23.9,,yes,fast,', 'x'])).rejects.toMatchObject({
      status: 400,
      message: 'Nothing was taken: the file has faults; see errors.',
      errors: [
        { path: 'line 4 column time', message: expect.stringContaining('found "2026-06-03"') },
        { path: 'line 4 column down_mbps' },
        { path: 'line 5', message: 'expected 7 cells as in the header, found 1' },
      ],
    });
    await expect(send([...CSV, '2026-06-03T00:00:00Z,112.1,23.9,,1,,'])).rejects.toMatchObject({
      errors: [{ path: 'line 4 column lon' }],
    });
    const many = Array.from({ length: 130 }, () => 'x');
    await expect(send([...CSV, ...many])).rejects.toThrow('the first 100; there are 30 more');
    expect(await batches()).toEqual([]);
  });

  it('needs a name', async () => {
    await expect(send(CSV, {})).rejects.toMatchObject({ status: 400 });
    await expect(send(CSV, { name: ' ' })).rejects.toMatchObject({ status: 400 });
  });

  it('is taken once, whatever it is called', async () => {
    const { id } = await take();
    clock.pass(1_000);
    await expect(send(CSV, { name: 'another' })).rejects.toMatchObject({
      ...{ status: 409, refusal: { reason: 'same_file', evidence: { id } } },
    });
    expect(await batches()).toHaveLength(1);
  });

  it('is one of a bounded number, and counts no more once it is taken away', async () => {
    const { id } = await take();
    for (let n = 1; n < MAX_BATCHES; n++) await take([...CSV, CSV[1]!.replace('35.5', String(n))]);
    await expect(send([...CSV, CSV[1]!])).rejects.toMatchObject({ status: 409 });
    expect(await one('delete', id)).toMatchObject({ id });
    await expect(one('delete', id)).rejects.toMatchObject({ status: 404 });
    await expect(one('get', id)).rejects.toMatchObject({ status: 404 });
    await take([...CSV, CSV[1]!]);
    expect(await batches()).toHaveLength(MAX_BATCHES);
  });
});
