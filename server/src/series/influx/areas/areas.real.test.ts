import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startInflux } from '../../../../test/parts/influx.ts';
import { WEAK } from '../../../core/weak-area/area-hour.ts';
import type { AreaKey } from '../../../core/weak-area/area-hour.ts';
import { BASE, brief, drain, judged } from '../../contract/town.ts';
import type { DevicePlace, SeriesStore, StoredSample } from '../../port.ts';
import { DAY_MS, HOUR_MS } from '../../port.ts';
import { openInfluxSeries } from '../index.ts';

const RETENTION = { rawMs: 10 * DAY_MS, hourlyMs: 40 * DAY_MS };
const NORTH: AreaKey = 'area:441223';
const SOUTH: AreaKey = 'area:441284';
/** A node of the city, above both. */
const CORE: AreaKey = 'node:core';
const QUERY = { areas: [NORTH, SOUTH, CORE], metric: WEAK, from: BASE, to: BASE + DAY_MS, limit: 99 };

let influx: Awaited<ReturnType<typeof startInflux>>;
let now: number;
let database: string;
let offset: number;
const opened: SeriesStore[] = [];

beforeAll(async () => {
  influx = await startInflux();
});
afterAll(() => influx.stop());
beforeEach(() => {
  now = BASE + 5 * HOUR_MS;
  offset = 0;
  database = `servers-${randomUUID()}`;
});
afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));

async function serve(): Promise<SeriesStore> {
  const store = await openInfluxSeries({ url: influx.url, database, retention: RETENTION, now: () => now });
  opened.push(store);
  return store;
}

const inNorth = (device: string): DevicePlace => ({ device, county: '441223', areas: [NORTH, CORE] });
const inSouth = (device: string): DevicePlace => ({ device, county: '441284', areas: [SOUTH, CORE] });

const put = (store: SeriesStore, ...samples: StoredSample[]) =>
  store.write(samples, { journal: 'j', offset: ++offset });
const hours = async (store: SeriesStore) => brief(await store.areaHours(QUERY));

describe('several servers on one InfluxDB', () => {
  it('add up an hour each of its own counties, whoever has rolled it up, and share a node above both', async () => {
    const [north, south] = [await serve(), await serve()];
    await north.place([inNorth('n-1'), inNorth('n-2')]);
    await put(north, judged('n-1', 0, 'w', 30), judged('n-2', 0, 'o', 36));
    await put(south, judged('s-1', 0.5, 'b', 26));
    await drain(north, now);
    expect(await hours(south)).toEqual([`${NORTH} 0 2 1 0`, `${CORE} 0 2 1 0`]);
    await south.place([inSouth('s-1')]);
    await drain(south, now);
    const both = [`${NORTH} 0 2 1 0`, `${SOUTH} 0 1 1 1`, `${CORE} 0 3 2 1`];
    expect(await hours(north)).toEqual(both);
    const sums = await north.areaSums({ ...QUERY, areas: [CORE], stepMs: DAY_MS, least: 3 });
    expect(sums).toEqual([{ area: CORE, ts: BASE, hours: 1, weakHours: 2 / 3, badHours: 1 / 3, devices: 3 }]);

    await put(south, judged('s-1', 0.6, 'o', 36, { late: true }));
    await drain(south, (now += HOUR_MS));
    await drain(north, now + 1);
    expect(await hours(north)).toEqual([`${NORTH} 0 2 1 0`, `${SOUTH} 0 1 0.5 0.5`, `${CORE} 0 3 1.5 0.5`]);
  });

  it('notice what another has rolled up anew of devices of theirs', async () => {
    const [north, south] = [await serve(), await serve()];
    await north.place([inNorth('n-1')]);
    await south.place([inSouth('s-1')]);
    await put(north, judged('n-1', 0, 'w', 30));
    await drain(north, (now += HOUR_MS));
    expect(await hours(north)).toEqual([`${NORTH} 0 1 1 0`, `${CORE} 0 1 1 0`]);
    // Of a device of the north, but through the journal of the south, as after a hand-over.
    await put(south, judged('n-1', 0.5, 'o', 36, { late: true }));
    await drain(south, (now += HOUR_MS));
    expect(await hours(north)).toEqual([`${NORTH} 0 1 1 0`, `${CORE} 0 1 1 0`]);
    await drain(north, (now += 700_000));
    expect(await hours(north)).toEqual([`${NORTH} 0 1 0.5 0`, `${CORE} 0 1 0.5 0`]);
  });

  it('count a county that was handed over once, before and after', async () => {
    const north = await serve();
    await north.place([inNorth('n-1'), inSouth('s-1')]);
    await put(north, judged('n-1', 0, 'w', 30), judged('s-1', 0, 'w', 30));
    await drain(north, now);
    expect(await hours(north)).toEqual([`${NORTH} 0 1 1 0`, `${SOUTH} 0 1 1 0`, `${CORE} 0 2 2 0`]);

    const south = await serve();
    await south.place([inSouth('s-1')]);
    await put(south, judged('s-1', 0.5, 'o', 36, { late: true }), judged('s-1', 1, 'w', 30));
    await drain(south, (now += HOUR_MS));
    expect(await hours(south)).toEqual([
      `${NORTH} 0 1 1 0`,
      `${SOUTH} 0 1 0.5 0`,
      `${CORE} 0 2 1.5 0`,
      `${SOUTH} 1 1 1 0`,
      `${CORE} 1 1 1 0`,
    ]);
  });

  it('leave an hour owed that was not written to the end', async () => {
    const store = await serve();
    await store.place([inNorth('n-1')]);
    await put(store, judged('n-1', 0, 'w', 30));
    await influx.kill();
    await expect(drain(store, now)).rejects.toThrow('does not serve now');
    await influx.restart();
    await drain(store, (now += HOUR_MS));
    expect(await hours(store)).toEqual([`${NORTH} 0 1 1 0`, `${CORE} 0 1 1 0`]);
  });
});
