import type { WeekAnswer } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, chainOf, weakSite } from '../../test/weak-site.ts';
import { WEAK } from '../core/weak-area/area-hour.ts';
import { createMemorySeries } from '../series/memory/memory-series.ts';
import type { SeriesStore } from '../series/port.ts';
import { createScopes } from './scopes.ts';
import { readWeek } from './read-week.ts';

const MER = 'dvbc.mer_db';
/** A Monday, 00:00 in China. */
const MONDAY = Date.parse('2026-11-16T00:00:00+08:00');
const NOW = MONDAY + 7 * 24 * HOUR;
const DEVICES = ['stb-1', 'stb-2', 'stb-3', 'stb-4', 'stb-5'];
const site = weakSite();
const scopes = createScopes({ site, chain: chainOf(site) });

let store: SeriesStore;
let offset: number;

beforeEach(async () => {
  offset = 0;
  store = createMemorySeries({ now: () => NOW });
  const areas = ['area:441223100201', 'area:441223'] as const;
  await store.place(DEVICES.map((device) => ({ device, county: '441223', areas })));
});

/** One sample of each hour of a device, judged as the core would. */
async function put(device: string, hours: number[], weak: 0 | 1): Promise<void> {
  const samples = hours.map((hour) => ({
    ...{ device, boot: 'b', seq: ++offset, ts: MONDAY + hour * HOUR + 5_000, late: false },
    m: { [MER]: weak ? 22 : 35, [WEAK]: weak },
  }));
  await store.write(samples, { journal: 'j', offset });
  while ((await store.maintain(NOW)).more);
}

function read(code: string): Promise<WeekAnswer> {
  const wanted = { id: code, name: code, scope: { kind: 'area', id: code } as const, now: NOW };
  const devices = { *within() {}, *at() {} };
  const parts = { store, scopes, devices, offsetAt: () => 8 * HOUR };
  return readWeek(parts, { ...wanted, span: { from: MONDAY, to: NOW } });
}

describe('the grid out of a store', () => {
  it('counts each device once an hour', async () => {
    for (const device of DEVICES) await put(device, [19, 20, 43], device === 'stb-1' ? 1 : 0);
    const { cells, hours, metrics } = await read('441223100201');
    expect(hours).toEqual({ measured: 3, all: 168 });
    expect(metrics).toEqual([MER]);
    expect(cells[19]).toMatchObject({ n: 5, weak_ratio: 0.2, devices: 5 });
    expect(cells[19]?.p05).toBeLessThan(cells[19]?.median ?? 0);
    expect(cells[18]?.n).toBe(0);
    expect(cells[43]?.n).toBe(5);
  });

  it('is right after data that came late', async () => {
    for (const device of DEVICES.slice(0, 4)) await put(device, [19], 0);
    expect((await read('441223')).cells[19]).toMatchObject({ n: 4, weak_ratio: 0 });
    await put('stb-5', [19, 18], 1);
    const { cells } = await read('441223');
    expect(cells[19]).toMatchObject({ n: 5, weak_ratio: 0.2 });
    expect(cells[18]).toMatchObject({ n: 1, weak_ratio: 1 });
    expect((await read('441200')).cells).toEqual(cells);
  });
});
