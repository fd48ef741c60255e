import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import type { DeviceView, Health, SeriesAnswer } from '@fengsui/config/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInfluxSeries } from '../src/series/influx/index.ts';
import type { SeriesStore } from '../src/series/port.ts';
import type { Witness } from './accounting.ts';
import { account, watchBirths } from './accounting.ts';
import { freePort } from './parts/free-port.ts';
import { startInflux } from './parts/influx.ts';
import { startMosquitto } from './parts/mosquitto.ts';
import type { Running, RunningServer } from './processes.ts';
import { killAll, runProbe, runServer } from './processes.ts';
import { until } from './until.ts';

const DEVICE = 'chain-1';
/** One a test: what an earlier one has left is not counted. */
let database: string;

let mosquitto: Awaited<ReturnType<typeof startMosquitto>>;
let influx: Awaited<ReturnType<typeof startInflux>>;
let store: SeriesStore;
let folder: string;
let httpPort: number;
let server: RunningServer;
let probe: Running;
let witness: Witness;

const startServer = () =>
  runServer(httpPort, {
    FENGSUI_DATA: join(folder, 'server'),
    FENGSUI_MQTT_URL: mosquitto.url,
    FENGSUI_INFLUX_URL: influx.url,
    FENGSUI_INFLUX_DATABASE: database,
  });

const startProbe = (): Running =>
  runProbe(DEVICE, { FENGSUI_DATA: join(folder, 'probe'), FENGSUI_MQTT_URL: mosquitto.url });

/** What the probe keeps on its disk; it grows with every sample. */
function spooledBytes(): number {
  const files = readdirSync(join(folder, 'probe'), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

const device = () => server.get<DeviceView>(`/api/v1/devices/${DEVICE}`);
const beats = () => store.beats({ device: DEVICE, from: 0, to: Date.now() + 60_000, limit: 100_000 });
const moreThan = (count: number) =>
  until(`more than ${count} samples`, async () => (await beats()).length > count, 60_000);

const allAccounted = () =>
  until(
    'every sample to be there once',
    async () => {
      const { doubled, missing } = account(await beats(), witness.births);
      if (doubled.length + missing.length > 0) throw new Error(JSON.stringify({ doubled, missing }));
      return true;
    },
    60_000,
  );

beforeAll(async () => {
  [mosquitto, influx] = await Promise.all([startMosquitto(), startInflux()]);
});

afterAll(async () => {
  await Promise.all([mosquitto.stop(), influx.stop()]);
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chain-'));
  httpPort = await freePort();
  database = `chain-${randomUUID()}`;
  store = await openInfluxSeries({ url: influx.url, database });
  witness = await watchBirths(mosquitto.url);
  server = await startServer();
  probe = startProbe();
});

afterEach(async () => {
  killAll();
  await witness.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the chain of real parts', () => {
  it('measures this machine, from its probe through Mosquitto and InfluxDB to HTTP', async () => {
    await moreThan(2);
    const view = await device();
    expect(view).toMatchObject({ link: 'ONLINE', class: 'gateway', flags: ['UNASSIGNED'] });
    expect(Math.abs(Number(view.metrics['sys.uptime_s']) - uptime())).toBeLessThan(120);
    const series = await server.get<SeriesAnswer>(`/api/v1/devices/${DEVICE}/series?metric=sys.mem_pct`);
    expect(series.unit).toBe('%');
    expect(series.points.length).toBeGreaterThan(0);
    expect(Number(series.points[0]?.[1])).toBeGreaterThan(0);
    await allAccounted();
  });

  it('loses and doubles nothing when the server and the probe are killed', async () => {
    await moreThan(2);
    for (let round = 0; round < 3; round++) {
      await server.kill('SIGKILL');
      server = await startServer();
      await moreThan((await beats()).length + 1);
      await probe.kill('SIGKILL');
      probe = startProbe();
      await moreThan((await beats()).length + 1);
    }
    await allAccounted();
    expect((await device()).link).toBe('ONLINE');
  });

  it('fills the time without a broker with what the probe has kept', async () => {
    await moreThan(2);
    await mosquitto.kill();
    await until('the device to be blind', async () => (await device()).link === 'BLIND');
    const before = (await beats()).length;
    const kept = spooledBytes();
    await until('the probe to have measured meanwhile', () => spooledBytes() > kept + 400, 60_000);
    expect((await server.get<Health>('/api/v1/health').catch(String)).toString()).toContain('503');
    await mosquitto.restart();
    await moreThan(before + 4);
    await allAccounted();
    await until('the device to be heard again', async () => (await device()).link === 'ONLINE', 60_000);
    const gaps = (await server.get<SeriesAnswer>(`/api/v1/devices/${DEVICE}/series?metric=sys.mem_pct`)).gaps;
    expect(gaps).toEqual([]);
  });

  it('keeps what comes while the database is away, says so, and hands it over afterwards', async () => {
    await moreThan(2);
    const before = (await beats()).length;
    await influx.kill();
    await until('the server to be degraded', async () =>
      (await server.get<Health>('/api/v1/health').catch(String)).toString().includes('503'),
    );
    expect((await device()).link).toBe('ONLINE');
    await influx.restart();
    await moreThan(before + 4);
    await allAccounted();
    await until(
      'everything to be well',
      async () => (await server.get<Health>('/api/v1/health')).status === 'ok',
    );
  });

  it('stops cleanly when asked to', async () => {
    await moreThan(1);
    expect(await probe.kill('SIGTERM')).toBe(0);
    await until('the goodbye to arrive', async () => (await device()).link === 'STANDBY');
    expect(await server.kill('SIGTERM')).toBe(0);
  });
});
