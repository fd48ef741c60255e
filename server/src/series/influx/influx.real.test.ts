import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startInflux } from '../../../test/parts/influx.ts';
import { MER, sample } from '../contract/samples.ts';
import type { SeriesStore } from '../port.ts';
import { SeriesUnavailable } from '../port.ts';
import { describeSeriesStore } from '../series.contract.ts';
import { openInfluxSeries } from './index.ts';

let influx: Awaited<ReturnType<typeof startInflux>>;

beforeAll(async () => {
  influx = await startInflux();
});

afterAll(() => influx.stop());

describeSeriesStore('InfluxDB', async () => {
  const options = { url: influx.url, database: `suite-${randomUUID()}` };
  const store = await openInfluxSeries(options);
  return { store, reopen: () => openInfluxSeries(options), cleanup: () => Promise.resolve() };
});

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
    await fetch(`${influx.url}/query`, { method: 'POST', body: new URLSearchParams({ q: `DROP DATABASE "${database}"` }) });
    await expect(store.write([sample(1, { [MER]: 37 })], mark(2))).rejects.toThrow(SeriesUnavailable);
    expect(await store.write([sample(1, { [MER]: 37 })], mark(2))).toEqual({ refused: 0 });
  });

  it('that answers 500 is unavailable, and no secret is in what it says', async () => {
    const server = createServer((_request, response) => response.writeHead(500).end('{"error":"engine: overloaded"}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    store = await openInfluxSeries({ url, database: 'x', username: 'fengsui', password: 'hush-hush' });
    const failed = await store.write([sample(0)], mark(1)).catch((error: unknown) => error);
    server.close();
    expect(failed).toBeInstanceOf(SeriesUnavailable);
    expect(String(failed)).toMatch(/does not serve now: Internal Server Error/);
    expect(String(failed)).not.toContain('hush');
  });

  it('that says nothing in time is unavailable', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    store = await openInfluxSeries({ url, database: 'x', timeoutMs: 100 });
    await expect(store.check()).rejects.toThrow(SeriesUnavailable);
    server.closeAllConnections();
    server.close();
  });

  it('that cannot take one sample takes its neighbours', async () => {
    store = await openInfluxSeries({ url: influx.url, database: `bad-${randomUUID()}` });
    const tooLate = { ...sample(5, { [MER]: 1 }), ts: 9_300_000_000_000_000 };
    const batch = [sample(0, { [MER]: 36 }), tooLate, sample(1, { [MER]: 37 })];
    expect(await store.write(batch, mark(1))).toEqual({ refused: 1 });
    const window = { device: sample(0).device, from: 0, to: sample(9).ts, limit: 9 };
    expect(await store.beats(window)).toHaveLength(2);
  });
});
