import { BlindSpotAnswer, RankingAnswer } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, chainOf, storeOf, weakSite } from '../../test/weak-site.ts';
import { createTally } from '../core/fleet/tally.ts';
import type { AreaHour } from '../core/weak-area/area-hour.ts';
import { WEAK } from '../core/weak-area/area-hour.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createRegions } from '../regions/regions.ts';
import { createScopes } from '../weak-areas/scopes.ts';
import { blindSpotRoutes } from './blind-spots.ts';
import { callRoute } from './call-route.ts';
import type { Route } from './route.ts';
import { weakRankingRoutes } from './weak-areas-ranking.ts';

const NOW = Date.parse('2026-11-22T20:30:00+08:00');
/** The last midnight of UTC, up to which weeks are counted. */
const MIDNIGHT = Date.parse('2026-11-22T00:00:00Z');
const WEEK = 7 * 24 * HOUR;
const site = weakSite();
const chain = chainOf(site);
const regions = createRegions(site, chain, createTally(chain, site.top));

let rows: AreaHour[];
let routes: Route[];

beforeEach(() => {
  rows = [];
  const parts = { site, regions, scopes: createScopes({ site, chain }), clock: createFakeClock(NOW) };
  routes = weakRankingRoutes({ ...parts, store: storeOf(rows) });
});

function put(area: string, hoursBefore: number, over: Partial<AreaHour> = {}): void {
  const hour = { n: 10, weak: 5, bad: 0, metric: WEAK, levels: new Map<number, number>() };
  rows.push({ ...hour, area: `area:${area}`, ts: MIDNIGHT - hoursBefore * HOUR, ...over });
}
const ranking = async (query: object = {}) =>
  RankingAnswer.parse((await callRoute(routes, 'get', '/weak-areas/ranking', { query })).body);

describe('the ranking over HTTP', () => {
  it('is of the villages of the last four weeks, dearest first, with what it rests on', async () => {
    put('441223100200', 1, { weak: 2, bad: 1 });
    put('441223100200', 7 * 24 + 1);
    put('441223100201', 2, { weak: 10 });
    put('441223100202', 3);
    put('441223100200', 28 * 24 + 1);
    put('441223100200', -2);
    const answer = await ranking();
    expect(answer).toMatchObject({
      from: MIDNIGHT - 4 * WEEK,
      to: MIDNIGHT,
      areas: 3,
      tooFew: 0,
      peopleUnknown: 0,
    });
    expect(answer.items).toMatchObject([
      {
        ...{ rank: 1, scope: { kind: 'area', id: '441223100200' }, name: '林洞村委会', people: 1_200 },
        ...{ cost: 1_080, hours: 2, weakHours: 0.7, badHours: 0.1, devices: 10, trend: 'too_short' },
        areas: [{ code: '441223100' }, { code: '441223' }],
      },
      { rank: 2, scope: { id: '441223100201' }, people: 7, cost: 7 },
    ]);
    expect(answer.items[0]?.weeks.map(({ from, cost }) => [from - answer.from, cost])).toEqual([
      [0, 0],
      [WEEK, 0],
      [2 * WEEK, 600],
      [3 * WEEK, 480],
    ]);
  });

  it('is of another level, region and time, and as long as it is asked to be', async () => {
    put('441223', 1);
    put('441284', 1);
    put('441223100200', 1);
    put('441223100201', 1);
    expect(await ranking({ level: 'county' })).toMatchObject({
      ...{ areas: 2, peopleUnknown: 1, items: [{ scope: { id: '441223' }, people: 307 }] },
    });
    expect((await ranking({ region: '441284' })).areas).toBe(0);
    expect((await ranking({ region: '441223100201', weeks: '1' })).items[0]?.weeks).toHaveLength(1);
    expect((await ranking({ limit: '1' })).items).toHaveLength(1);
  });

  it('is of the running day as well, as long as nothing was measured before it', async () => {
    put('441223100200', -2);
    const { from, to, items } = await ranking();
    expect([to - from, to]).toEqual([4 * WEEK, MIDNIGHT + 24 * HOUR]);
    expect(items).toMatchObject([{ rank: 1, hours: 1 }]);
  });

  it('counts areas with too few devices as such, and does not rank them', async () => {
    put('441223100200', 1, { n: 4, weak: 4 });
    expect(await ranking()).toMatchObject({ items: [], areas: 3, tooFew: 3 });
  });

  it('goes out as CSV, which a spreadsheet opens as it is', async () => {
    put('441223100200', 1);
    const parts: string[] = [];
    const query = { level: 'village', weeks: 4, limit: 10 };
    for await (const part of routes[0]!.csv!({ params: {}, query })) parts.push(part);
    expect(parts.join('')).toBe(
      '\uFEFFrank,area,name,in,people,cost,hours,weak_hours,bad_hours,devices,trend,from,to\r\n' +
        '1,441223100200,林洞村委会,南街街道 广宁县,1200,600,1,0.5,0,10,too_short,' +
        '2026-10-25T00:00:00.000Z,2026-11-22T00:00:00.000Z\r\n',
    );
  });

  it.each([
    [404, { region: '441299' }],
    [400, { level: 'city' }],
    [400, { weeks: '53' }],
    [400, { limit: '0' }],
  ])('is refused with %i: %j', async (status, query) => {
    await expect(ranking(query)).rejects.toMatchObject({ status });
  });
});

describe('blind spots over HTTP', () => {
  it('are those of a region, of the whole site where none is named, and of none that there is not', async () => {
    const asked: string[] = [];
    const blindSpots = {
      in(region: string) {
        asked.push(region);
        return { items: [], villages: 2, blind: 0 };
      },
    };
    const own = blindSpotRoutes({ blindSpots, regions });
    const spots = async (query: object) =>
      BlindSpotAnswer.parse((await callRoute(own, 'get', '/blind-spots', { query })).body);
    expect(await spots({})).toEqual({ items: [], villages: 2, blind: 0 });
    await spots({ region: '441223' });
    expect(asked).toEqual(['441200', '441223']);
    await expect(spots({ region: '441299' })).rejects.toMatchObject({ status: 404 });
  });
});
