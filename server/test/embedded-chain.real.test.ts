import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceView, SeriesAnswer } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdbSeries } from '../src/series/duckdb/index.ts';
import type { Witness } from './accounting.ts';
import { account, watchBirths } from './accounting.ts';
import { freePort } from './parts/free-port.ts';
import type { Running, RunningServer } from './processes.ts';
import { killAll, runProbe, runServer } from './processes.ts';
import { until } from './until.ts';

const DEVICE = 'chain-2';

let folder: string;
let ports: { http: number; mqtt: number };
let server: RunningServer;
let probe: Running;
let witness: Witness;

const url = (): string => `mqtt://127.0.0.1:${ports.mqtt}`;
const data = (): string => join(folder, 'server');
const startServer = () =>
  runServer(ports.http, { FENGSUI_DATA: data(), FENGSUI_MQTT_PORT: String(ports.mqtt) });
const startProbe = () => runProbe(DEVICE, { FENGSUI_DATA: join(folder, 'probe'), FENGSUI_MQTT_URL: url() });

async function pointCount(): Promise<number> {
  const path = `/api/v1/devices/${DEVICE}/series?metric=sys.load1`;
  return (await server.get<SeriesAnswer>(path)).points.length;
}

async function morePoints(): Promise<void> {
  const before = await until('the device to be known', async () => [await pointCount()], 60_000);
  await until('more points', async () => (await pointCount()) > (before[0] ?? 0), 90_000);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chain-'));
  ports = { http: await freePort(), mqtt: await freePort() };
  server = await startServer();
  witness = await watchBirths(url());
  probe = startProbe();
});

afterEach(async () => {
  killAll();
  await witness.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the chain on embedded parts', () => {
  it('loses and doubles nothing when the server, and with it its broker, and the probe are killed', async () => {
    await morePoints();
    for (let round = 0; round < 3; round++) {
      await server.kill('SIGKILL');
      server = await startServer();
      await morePoints();
      await probe.kill('SIGKILL');
      probe = startProbe();
      await morePoints();
    }
    await until(
      'the device to be online',
      async () => (await server.get<DeviceView>(`/api/v1/devices/${DEVICE}`)).link === 'ONLINE',
    );
    expect(await probe.kill('SIGTERM')).toBe(0);
    expect(await server.kill('SIGTERM')).toBe(0);
    const store = await openDuckdbSeries({ folder: data() });
    const beats = await store.beats({ device: DEVICE, from: 0, to: Date.now() + 60_000, limit: 100_000 });
    await store.close();
    expect(beats.length).toBeGreaterThan(6);
    expect(account(beats, witness.births)).toEqual({ doubled: [], missing: [] });
  });
});
