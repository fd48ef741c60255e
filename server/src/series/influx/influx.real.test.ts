import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startInflux } from '../../../test/parts/influx.ts';
import { HOUR_OF_MER, MER, T0, sample } from '../contract/samples.ts';
import type { SeriesStore } from '../port.ts';
import { SeriesUnavailable } from '../port.ts';
import { describeSeriesStore } from '../series.contract.ts';
import { openInfluxSeries } from './index.ts';

let influx: Awaited<ReturnType<typeof startInflux>>;

beforeAll(async () => {
  influx = await startInflux();
});

afterAll(() => influx.stop());

describeSeriesStore('InfluxDB', async (given) => {
  const options = { url: influx.url, database: `suite-${randomUUID()}`, ...given };
  const store = await openInfluxSeries(options);
  return {
    store,
    ownClock: true,
    reopen: () => openInfluxSeries(options),
    cleanup: () => Promise.resolve(),
  };
});

async function execute(q: string): Promise<void> {
  const answer = await fetch(`${influx.url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
  expect(await answer.text()).not.toContain('error');
}

const mark = (offset: number) => ({ journal: 'j', offset });

describe('InfluxDB in trouble', () => {
  let store: SeriesStore;
  afterEach(() => store.close());

  it('that is killed is unavailable at once, and has everything when it is back', async () => {
    store = await openInfluxSeries({ url: influx.url, database: `killed-${randomUUID()}` });
    const [first, second] = [sample(0, { [MER]: 36 }), sample(1, { [MER]: 37 })];
    await store.write([first], mark(1));
    await influx.kill();
    await expect(store.write([second], mark(2))).rejects.toThrow(SeriesUnavailable);
    await expect(store.check()).rejects.toThrow(SeriesUnavailable);
    await influx.restart();
    await store.write([second], mark(2));
    const window = { device: first.device, from: 0, to: second.ts + 1, limit: 9 };
    expect((await store.beats(window)).map(({ seq }) => seq)).toEqual([first.seq, second.seq]);
  });

  it('whose database was dropped gets it anew', async () => {
    const database = `dropped-${randomUUID()}`;
    store = await openInfluxSeries({ url: influx.url, database });
    await store.write([sample(0, { [MER]: 36 })], mark(1));
    await execute(`DROP DATABASE "${database}"`);
    expect(await store.points(HOUR_OF_MER)).toEqual([]);
    expect(await store.write([sample(1, { [MER]: 37 })], mark(2))).toEqual({ refused: 0 });
    expect(await store.points(HOUR_OF_MER)).toHaveLength(1);
  });

  it('that keeps data for a day refuses what is older, and keeps the mark', async () => {
    const database = `day-${randomUUID()}`;
    await execute(`CREATE DATABASE "${database}" WITH DURATION 1d`);
    store = await openInfluxSeries({ url: influx.url, database });
    const now = Date.now();
    const batch = [sample(0, { [MER]: 1 }), sample(now - T0, { [MER]: 2 }), sample(9, { [MER]: 3 })];
    expect(await store.write(batch, mark(70))).toMatchObject({ refused: 2 });
    expect(await store.points({ ...HOUR_OF_MER, to: now + 1 })).toEqual([[now, 2]]);
    await store.close();
    store = await openInfluxSeries({ url: influx.url, database });
    expect(await store.mark('j')).toBe(70);
  });

  it('in which another program has used a field in its own way keeps the neighbours', async () => {
    const database = `foreign-${randomUUID()}`;
    await execute(`CREATE DATABASE "${database}"`);
    const foreign = `telemetry,device=x dvbc.mer_db="none" ${T0}000000`;
    await fetch(`${influx.url}/write?db=${database}`, { method: 'POST', body: foreign });
    store = await openInfluxSeries({ url: influx.url, database });
    const batch = [
      sample(0, { 'pon.rx_dbm': -18 }),
      sample(1, { [MER]: 37 }),
      sample(2, { 'pon.rx_dbm': -19 }),
    ];
    expect(await store.write(batch, mark(1))).toMatchObject({ refused: 1 });
    expect(await store.points({ ...HOUR_OF_MER, metric: 'pon.rx_dbm' })).toHaveLength(2);
  });

  it('that allows fewer devices than there are is unavailable, says why, and drops nothing', async () => {
    const small = await startInflux(['max-values-per-tag = 2']);
    try {
      store = await openInfluxSeries({ url: small.url, database: 'few' });
      const write = (n: number) => store.write([sample(0, { [MER]: 36 }, { device: `stb-${n}` })], mark(n));
      expect(await write(1)).toEqual({ refused: 0 });
      expect(await write(2)).toEqual({ refused: 0 });
      await expect(write(3)).rejects.toThrow('`max-values-per-tag` allows: set it to 0');
      await expect(write(3)).rejects.toThrow(SeriesUnavailable);
    } finally {
      await small.stop();
    }
  });

  it('that cannot take one sample takes its neighbours', async () => {
    store = await openInfluxSeries({ url: influx.url, database: `bad-${randomUUID()}` });
    const tooLate = { ...sample(5, { [MER]: 1 }), ts: 9_300_000_000_000_000 };
    const batch = [sample(0, { [MER]: 36 }), tooLate, sample(1, { [MER]: 37 })];
    expect(await store.write(batch, mark(1))).toMatchObject({ refused: 1 });
    const window = { device: sample(0).device, from: 0, to: sample(9).ts, limit: 9 };
    expect(await store.beats(window)).toHaveLength(2);
  });
});
