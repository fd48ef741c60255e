import { WeekAnswer } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, chainOf, fakeAreas, storeOf, weakSite } from '../../test/weak-site.ts';
import type { DeviceState } from '../core/device/state.ts';
import { createFleet } from '../core/fleet/fleet.ts';
import { createTally } from '../core/fleet/tally.ts';
import type { AreaHour } from '../core/weak-area/area-hour.ts';
import { WEAK } from '../core/weak-area/area-hour.ts';
import { binsOf } from '../core/weak-area/level-bins.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { createRegions } from '../regions/regions.ts';
import { SeriesUnavailable } from '../series/port.ts';
import { siteDevices } from '../site-devices.ts';
import { createAreaViews } from '../weak-areas/area-views.ts';
import { createDeviceIndex } from '../weak-areas/device-index.ts';
import { fileAreas } from '../weak-areas/file-areas.ts';
import { createScopes } from '../weak-areas/scopes.ts';
import { createWatchList } from '../weak-areas/watch-list.ts';
import { callRoute } from './call-route.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { weakWeekRoutes } from './weak-areas-week.ts';

const DAY = 24 * HOUR;
/** A Sunday, 20:30 in China: the hour of the week is 6 × 24 + 20. */
const NOW = Date.parse('2026-11-22T20:30:00+08:00');
const THIS_HOUR = NOW - HOUR / 2;
const CELL = 6 * 24 + 20;
const MER = 'dvbc.mer_db';
const RX = 'pon.rx_dbm';
const PATH = '/weak-areas/{id}/week';

let rows: AreaHour[];
let routes: Route[];
let fleet: ReturnType<typeof createFleet>;
let isAway: boolean;

beforeEach(() => {
  [rows, isAway] = [[], false];
  const site = weakSite();
  const chain = chainOf(site);
  const clock = createFakeClock(NOW);
  const tally = createTally(chain, site.top);
  fleet = createFleet({ site: siteDevices(site), tally, maxUnassigned: 9 });
  const regions = createRegions(site, chain, tally);
  const scopes = createScopes({ site, chain });
  const list = createWatchList({
    ...{ records: createMemoryLedger().records, changed: () => undefined },
    file: fileAreas(site, () => 0),
  });
  const store = storeOf(rows);
  const orAway =
    <Q, A>(ask: (query: Q) => Promise<A>) =>
    (query: Q) =>
      isAway ? Promise.reject<A>(new SeriesUnavailable('away')) : ask(query);
  routes = weakWeekRoutes({
    ...{ list, scopes, clock, offsetAt: () => 8 * HOUR, retention: { rawMs: 30 * DAY, hourlyMs: 100 * DAY } },
    store: { areaHours: orAway(store.areaHours), areaSums: orAway(store.areaSums) },
    views: createAreaViews({ list, scopes, areas: fakeAreas(), incidents: () => [] }),
    devices: createDeviceIndex({ fleet, plant: site.plant, regions, clock }),
  });
});

function put(hoursAgo: number, over: Partial<AreaHour> = {}): void {
  const hour = { area: 'area:441223100200', metric: MER, n: 10, weak: 1, bad: 0, levels: binsOf([30, 34]) };
  rows.push({ ...(hour as Omit<AreaHour, 'ts'>), ts: THIS_HOUR - hoursAgo * HOUR, ...over });
}
const week = async (id: string, query: object = {}) =>
  WeekAnswer.parse((await callRoute(routes, 'get', PATH, { params: { id }, query })).body);
const refused = async (id: string, query: object = {}) => {
  const error: unknown = await callRoute(routes, 'get', PATH, { params: { id }, query }).catch(
    (e: unknown) => e,
  );
  return error instanceof HttpProblem ? `${error.status} ${error.errors?.[0]?.path ?? error.message}` : error;
};

/** This device is online, with this level. */
function hear(device: string, metrics: object, over: Partial<DeviceState> = {}): void {
  const before = fleet.get(device)!;
  const state = { ...before, link: 'ONLINE', signal: 'OK', metrics, lastSeenAt: NOW, ...over } as DeviceState;
  fleet.commit({ before, state, facts: [] });
}

describe('the 7×24 grid', () => {
  it('has 168 hours of the last 28 days, from Monday 0 h on the clock of the site', async () => {
    put(24 * 7);
    put(24 * 14, { weak: 6, n: 12, levels: binsOf([20]) });
    put(24 * 28);
    put(24 * 28 + 1);
    const answer = await week('wa-1');
    expect(answer).toMatchObject({
      ...{ id: 'wa-1', name: '林洞弱区', metric: MER, unit: 'dB', metrics: [MER] },
      ...{ from: THIS_HOUR - 28 * DAY, to: THIS_HOUR, hours: { measured: 3, all: 28 * 24 } },
    });
    expect(answer.cells[CELL]).toMatchObject({ n: 32, weak_ratio: 0.25, devices: 12 });
    expect(answer.cells[CELL - 1]).toEqual({ n: 0, weak_ratio: null, median: null, p05: null, devices: 0 });
    expect(answer.now).toMatchObject({ at: NOW, cell: CELL, usual: answer.cells[CELL] });
  });

  it('is of a span that is asked for, in whole hours that are over', async () => {
    put(1);
    put(2);
    put(3);
    const span = { from: String(THIS_HOUR - 2.5 * HOUR), to: String(NOW + DAY) };
    expect(await week('wa-1', span)).toMatchObject({
      ...{ from: THIS_HOUR - 2 * HOUR, to: THIS_HOUR, hours: { measured: 2, all: 2 } },
    });
  });

  it('tells the level that most devices measure, or the one that is asked for, each with its own weak hours', async () => {
    put(1, { n: 4, weak: 4 });
    put(1, { metric: RX, n: 9, weak: 0, levels: binsOf([-20]) });
    put(1, { metric: WEAK, n: 13, weak: 4, levels: new Map() });
    const answer = await week('wa-1');
    expect(answer).toMatchObject({ metric: RX, unit: 'dBm', metrics: [RX, MER] });
    expect(answer.cells[CELL - 1]).toMatchObject({ n: 9, weak_ratio: 0, devices: 9 });
    expect((await week('wa-1', { metric: MER })).cells[CELL - 1]).toMatchObject({ n: 4, weak_ratio: 1 });
    expect((await week('wa-1', { metric: WEAK })).cells[CELL - 1]).toMatchObject({ n: 13, median: null });
  });

  it('is there for any division by its code or key, and for the whole city from its counties', async () => {
    put(1, { area: 'area:441223', n: 6, weak: 3 });
    put(1, { area: 'area:441284', n: 6, weak: 0 });
    put(1, { area: 'area:441223100201', n: 5, weak: 5 });
    expect(await week('441223')).toMatchObject({ name: '广宁县', hours: { measured: 1 } });
    expect((await week('area:441223100201')).cells[CELL - 1]).toMatchObject({ n: 5, weak_ratio: 1 });
    expect((await week('441200')).cells[CELL - 1]).toMatchObject({ n: 12, weak_ratio: 0.25, devices: 12 });
    expect((await week('441200')).hours).toEqual({ measured: 1, all: 28 * 24 });
  });

  it('says in words that there is nothing, where nothing was measured', async () => {
    const answer = await week('area:441223100202');
    expect(answer).toMatchObject({ hours: { measured: 0 }, metrics: [], worst: [] });
    expect(answer.words.en).toBe('Nothing was measured in this span.');
  });

  it('names the worst hours', async () => {
    for (let ago = 1; ago <= 28 * 24; ago++) {
      const hour = (20 + 24 * 28 - ago) % 24;
      put(ago, { weak: hour >= 19 && hour < 22 ? 5 : 0.1 });
    }
    const { worst, words } = await week('wa-1');
    expect(worst).toMatchObject([{ from: 19, hours: 3, weak_ratio: 0.5, words: { zh: '每天 19–22 时' } }]);
    expect(words.zh).toBe('一周设备时数中弱信号占 7%；最差时段：每天 19–22 时（50%）。');
  });

  it('counts who measures it now against what is usual for this hour', async () => {
    for (let n = 1; n <= 4; n++) put(n * 7 * 24, { area: 'area:441223100201', n: 10, weak: 0 });
    expect((await week('area:441223100201')).now).toMatchObject({
      count: { n: 0 },
      verdict: 'too_few',
      median: null,
    });
    for (let n = 0; n < 6; n++) birth(`box-${n}`, n < 3 ? 'WEAK' : 'OK', { [MER]: 30 + n });
    birth('onu-1', 'WEAK', { [RX]: -27 });
    hear('stb-1', { [MER]: 20 }, { signal: 'BAD', flags: ['MAINTENANCE'] });
    hear('stb-2', { [MER]: 40 }, { link: 'OFFLINE' });
    const { now } = await week('area:441223100201');
    expect(now).toMatchObject({ count: { n: 6, weak: 3, bad: 0 }, weak_ratio: 0.5, verdict: 'worse' });
    expect(now.median).toBeCloseTo(32.5, 0);
  });

  function birth(id: string, signal: DeviceState['signal'], metrics: object): void {
    const like = fleet.get('stb-1')!;
    const state = {
      ...like,
      id,
      index: fleet.size(),
      link: 'ONLINE',
      signal,
      metrics,
    };
    fleet.commit({ before: null, state: state as DeviceState, facts: [] });
  }

  it('goes out as CSV, a line an hour', async () => {
    put(1);
    const route = routes[0]!;
    const parts: string[] = [];
    for await (const part of route.csv!({ params: { id: 'wa-1' }, query: {} })) parts.push(part);
    const lines = parts.join('').trimEnd().split('\r\n');
    expect(lines).toHaveLength(169);
    expect(lines[0]).toBe('area,metric,weekday,hour,n,weak_ratio,median,p05,devices');
    expect(lines[1]).toBe('wa-1,dvbc.mer_db,1,0,0,,,,0');
    expect(lines[CELL]).toMatch(/^wa-1,dvbc.mer_db,7,19,10,0.1,[\d.]+,[\d.]+,10$/);
  });

  it('is refused for places that are not there, spans that do not fit, levels that are none', async () => {
    expect(await refused('441299')).toBe('404 There is no division 441299 in this site.');
    expect(await refused('node:nowhere')).toBe('404 There is no node nowhere in this site.');
    expect(await refused('nonsense')).toBe('404 There is no weak area nonsense.');
    expect(await refused('device:eb-1')).toBe('404 There is no weak area device:eb-1.');
    expect(await refused('node:amp-1')).toMatch(/^409 amp-1 is not watched/);
    expect(await refused('wa-1', { metric: 'sys.load1' })).toBe('400 metric');
    expect(await refused('wa-1', { from: String(NOW) })).toBe('400 from');
    expect(await refused('wa-1', { from: String(NOW - 101 * DAY) })).toBe('400 from');
    expect(await refused('wa-1', { from: '5', to: '4' })).toBe('400 from');
  });

  it('is not available while the store is away', async () => {
    isAway = true;
    expect(await refused('wa-1')).toBe('503 The series store does not answer now.');
  });
});
