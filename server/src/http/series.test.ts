import type { RegionSeriesAnswer, SeriesAnswer } from '@fengsui/config/contract';
import { MAX_REGION_POINTS, MAX_SERIES_POINTS } from '@fengsui/config/contract';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { SeriesStore, StoredSample } from '../series/port.ts';
import { HOUR_MS, SeriesUnavailable } from '../series/port.ts';
import { createMemorySeries } from '../series/memory/memory-series.ts';
import { callRoute } from './call-route.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { planSteps } from './series-plan.ts';
import { regionSeriesRoutes } from './series-region.ts';
import { seriesRoutes } from './series.ts';

const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2026, 5, 1);
const RETENTION = { rawMs: 30 * DAY_MS, hourlyMs: 1_000 * DAY_MS };
const MER = 'dvbc.mer_db';
const DEVICES = ['stb-1', 'stb-2', 'stb-3'];

let store: SeriesStore;
let now: number;
let routes: Route[];
let offset: number;

beforeEach(() => {
  now = NOW;
  offset = 0;
  store = createMemorySeries({ retention: RETENTION, now: () => now });
  const states = DEVICES.map((id) => ({
    id,
    area: id === 'stb-3' ? '441202' : '441223',
    class: 'stb',
    T: 300,
  }));
  const fleet = { get: (id: string) => states.find((state) => state.id === id), states: () => states };
  const parts = {
    fleet: fleet as unknown as Parameters<typeof seriesRoutes>[0]['fleet'],
    store,
    ledger: createMemoryLedger(),
    clock: { ...createFakeClock(NOW), now: () => now },
    retention: RETENTION,
    regions: {
      has: (code: string) => code.startsWith('4412'),
      contains: (code: string, area: string) => area.startsWith(code === '441200' ? '4412' : code),
    },
  };
  routes = [...seriesRoutes(parts), ...regionSeriesRoutes(parts)];
});

function put(...samples: [at: number, value: number | string, device?: string][]): Promise<unknown> {
  const batch = samples.map(([at, value, device = 'stb-1'], i): StoredSample => ({
    device,
    boot: 'a1',
    seq: ++offset * 1_000_000 + i,
    ts: NOW + at,
    late: false,
    m: { [MER]: value },
  }));
  return store.write(batch, { journal: 'j', offset });
}

function routeOf(path: string): Route {
  const found = routes.find((route) => route.path === path);
  if (!found) throw new Error(`no route ${path}`);
  return found;
}

async function device(query: object = {}, id = 'stb-1'): Promise<SeriesAnswer> {
  const route = routeOf('/devices/{id}/series');
  const sent = { params: { id }, query: { metric: MER, ...query } };
  const { body } = await callRoute(routes, 'get', route.path, sent);
  return route.answer.parse(body) as SeriesAnswer;
}

async function region(query: object = {}, code = '441200'): Promise<RegionSeriesAnswer> {
  const route = routeOf('/regions/{code}/series');
  const sent = { params: { code }, query: { metric: MER, ...query } };
  const { body } = await callRoute(routes, 'get', route.path, sent);
  return route.answer.parse(body) as RegionSeriesAnswer;
}

async function csvOf(path: string, params: object, query: object): Promise<string[][]> {
  const route = routeOf(path);
  const parts: string[][] = [];
  const reading = route.csv?.({ params, query: route.query.parse({ metric: MER, ...query }) }) ?? [];
  for await (const part of reading) parts.push(part.split('\r\n').slice(0, -1));
  return parts;
}

describe('the series of a device', () => {
  it('is every stored point where they are few', async () => {
    await put([-3_000, 1], [-2_000, 9], [-1_000, 2]);
    const { step, resolution, points, ranges } = await device();
    expect({ step, resolution, ranges }).toEqual({ step: 0, resolution: 'raw', ranges: undefined });
    expect(points.map(([ts, value]) => [ts - NOW, value])).toEqual([
      [-3_000, 1],
      [-2_000, 9],
      [-1_000, 2],
    ]);
  });

  it('is in steps that show every spike where there are many', async () => {
    await put(
      ...Array.from({ length: 6_000 }, (_, i): [number, number] => [
        -DAY_MS + i * 14_000,
        i === 4_711 ? 99 : 1,
      ]),
    );
    const { step, points, ranges = [] } = await device();
    expect(step).toBeGreaterThan(0);
    expect(points.length).toBeLessThanOrEqual(MAX_SERIES_POINTS);
    expect(Math.max(...points.map(([, mean]) => Number(mean)))).toBeLessThanOrEqual(99);
    expect(ranges.filter(([, , max]) => max === 99)).toHaveLength(1);
    expect(ranges).toHaveLength(points.length);
  });

  it('is of hours where samples have gone, and says so', async () => {
    await put([-DAY_MS, 4], [-DAY_MS + 1_000, 6]);
    now += 60 * DAY_MS;
    await store.maintain(now);
    const { step, resolution, points, ranges, gaps } = await device({ from: String(NOW - 2 * DAY_MS) });
    expect([step, resolution]).toEqual([3_600, 'hourly']);
    expect(points).toEqual([[NOW - DAY_MS, 5]]);
    expect(ranges).toEqual([[NOW - DAY_MS, 4, 6]]);
    expect(gaps).toEqual([]);
  });

  it('is the texts of a metric that has no numbers', async () => {
    await put([-3_000, 'LTE'], [-2_000, 'NR']);
    expect((await device({ step: '3600' })).points).toEqual([[NOW - HOUR_MS, 'NR']]);
  });

  it('is not to be had of nobody, of no time, or while the store is away', async () => {
    await expect(device({}, 'stb-404')).rejects.toThrow(HttpProblem);
    await expect(device({ from: String(NOW), to: String(NOW) })).rejects.toThrow(HttpProblem);
    await store.close();
    await expect(device()).rejects.toMatchObject({ status: 503 });
  });

  it('comes as CSV with all its points, a page at a time', async () => {
    await put(...Array.from({ length: 12_000 }, (_, i): [number, number] => [-DAY_MS + i * 7_000, i]));
    const [head = [], ...pages] = await csvOf('/devices/{id}/series', { id: 'stb-1' }, {});
    expect(head).toEqual(['time,value']);
    expect(pages.map((page) => page.length)).toEqual([5_000, 5_000, 2_000]);
    expect(pages[0]?.[1]).toBe(`${new Date(NOW - DAY_MS + 7_000).toISOString()},1`);
    const steps = await csvOf('/devices/{id}/series', { id: 'stb-1' }, { step: '43200' });
    expect(steps.flat()[0]).toBe('time,count,min,mean,max');
    expect(steps.flat()).toHaveLength(3);
  });
});

describe('the series of a region', () => {
  const fill = () =>
    put(
      [-2 * HOUR_MS, 4],
      [-2 * HOUR_MS + 1, 8, 'stb-2'],
      [-2 * HOUR_MS, 99, 'stb-3'],
      [-HOUR_MS, 1, 'stb-2'],
    );

  it('counts over all its devices', async () => {
    await fill();
    const answer = await region({ step: '3600' }, '441223');
    expect(answer).toMatchObject({ region: '441223', metric: MER, step: 3_600, devices: 2 });
    expect(answer.points?.map(([ts, ...counts]) => [(ts - NOW) / HOUR_MS, ...counts])).toEqual([
      [-2, 2, 4, 6, 8],
      [-1, 1, 1, 1, 1],
    ]);
  });

  it('counts over each of them, a page of devices after the other', async () => {
    await fill();
    const query = { by: 'device', step: '3600', from: String(NOW - 3 * HOUR_MS) };
    const { items = [], next } = await region(query);
    expect(items.map(({ device: id, points }) => [id, points.length])).toEqual([
      ['stb-1', 1],
      ['stb-2', 2],
      ['stb-3', 1],
    ]);
    expect(next).toBeUndefined();
    const rest = await region({ ...query, cursor: 'stb-1' });
    expect(rest.items?.map(({ device: id }) => id)).toEqual(['stb-2', 'stb-3']);
  });

  it('does not know regions that the site has not, and says when the store is away', async () => {
    await expect(region({}, '999999')).rejects.toMatchObject({ status: 404 });
    await store.close();
    await expect(region()).rejects.toThrow(HttpProblem);
    await expect(csvOf('/regions/{code}/series', { code: '441200' }, {})).rejects.not.toThrow(
      SeriesUnavailable,
    );
  });

  it('comes as CSV, over all or over each', async () => {
    await fill();
    const all = await csvOf('/regions/{code}/series', { code: '441223' }, { step: '3600' });
    expect(all.flat()).toEqual([
      'time,count,min,mean,max',
      `${new Date(NOW - 2 * HOUR_MS).toISOString()},2,4,6,8`,
      `${new Date(NOW - HOUR_MS).toISOString()},1,1,1,1`,
    ]);
    const each = await csvOf('/regions/{code}/series', { code: '441200' }, { step: '3600', by: 'device' });
    expect(each.flat()).toHaveLength(5);
    expect(each.flat()[1]).toBe(`stb-1,${new Date(NOW - 2 * HOUR_MS).toISOString()},1,4,4,4`);
  });
});

describe('planning steps', () => {
  it('never gives more of them than may be, nor begins after the span, nor looks for samples that have gone', () => {
    const span = fc.tuple(fc.nat(1_000 * DAY_MS), fc.integer({ min: 1, max: 1_000 * DAY_MS }));
    fc.assert(
      fc.property(span, fc.option(fc.integer({ min: 1, max: 31 * 86_400 })), ([before, length], wanted) => {
        const asked = { from: NOW - before, to: NOW - before + length };
        const rawFrom = NOW - RETENTION.rawMs;
        const plan = planSteps(asked, wanted ?? undefined, rawFrom, MAX_REGION_POINTS);
        expect(Math.ceil((plan.to - plan.from) / plan.stepMs)).toBeLessThanOrEqual(MAX_REGION_POINTS);
        expect(plan.from).toBeLessThanOrEqual(asked.from);
        expect(plan.stepMs).toBeGreaterThanOrEqual(1_000 * (wanted ?? 1));
        if (plan.source === 'raw') expect(plan.from).toBeGreaterThanOrEqual(rawFrom);
        else expect([plan.from % HOUR_MS, plan.stepMs % HOUR_MS]).toEqual([0, 0]);
      }),
    );
  });
});
