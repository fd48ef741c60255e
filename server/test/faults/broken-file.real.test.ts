import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdbSeries } from '../../src/series/duckdb/index.ts';
import { freePort } from '../parts/free-port.ts';
import type { RunningServer } from '../processes.ts';
import { killAll, run, runServer } from '../processes.ts';
import { until } from '../until.ts';
import type { Sender } from './sender.ts';
import { startSender } from './sender.ts';

let folder: string;
let ports: { http: number; mqtt: number };
let sender: Sender | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
  ports = { http: await freePort(), mqtt: await freePort() };
});

afterEach(async () => {
  await sender?.stop();
  sender = undefined;
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'series.duckdb');
const wal = (): string => `${file()}.wal`;
const environment = () => ({ FENGSUI_DATA: folder, FENGSUI_MQTT_PORT: String(ports.mqtt) });
const start = (): Promise<RunningServer> => runServer(ports.http, environment());

/** What it says when it does not start, and its exit code. */
async function startInVain(): Promise<{ code: number | null; said: string }> {
  const running = run(['serve'], { FENGSUI_HTTP_PORT: String(ports.http), ...environment() });
  return { code: await running.exited, said: running.output() };
}

async function takeSome(sending: Sender): Promise<void> {
  const before = sending.acknowledged();
  await until('more to be acknowledged', () => sending.acknowledged() > before + 300, 60_000);
}

/** All but what has come just now. */
const isStored = (server: RunningServer) =>
  until(
    'nearly everything to be stored',
    async () => {
      const { status, checks } = await server.get<Health>('/api/v1/health');
      return status === 'ok' && checks.ingest_lag_ms < 2_000;
    },
    60_000,
  );

describe('a database file that cannot be used', { timeout: 240_000 }, () => {
  it('says what to do, and costs nothing when a copy is put back of which the journal has all that came after', async () => {
    sender = startSender({ url: `mqtt://127.0.0.1:${ports.mqtt}`, devices: 20, rate: 200 });
    const copy = join(folder, 'copy');
    let server = await start();
    await takeSome(sender);
    expect(await server.kill('SIGTERM')).toBe(0);
    copyFileSync(file(), copy);

    server = await start();
    await takeSome(sender);
    await isStored(server);
    await server.kill('SIGKILL');
    truncateSync(file(), Math.floor(statSync(file()).size / 2));
    const torn = await startInVain();
    expect(torn.code).toBe(1);
    expect(torn.said).toContain(
      `${file()} cannot be opened, it may be damaged; move it away or restore a copy`,
    );

    rmSync(wal(), { force: true });
    copyFileSync(copy, file());
    server = await start();
    await sender.finish();
    await isStored(server);
    expect(await server.kill('SIGTERM')).toBe(0);
    const store = await openDuckdbSeries({ folder });
    expect(await sender.faultsIn(store)).toEqual([]);

    const locked = await startInVain();
    expect(locked.code).toBe(1);
    expect(locked.said).toContain(`${file()} is in use by another process; only one server may use it`);
    await store.close();
  });

  it('and is moved away costs what the journal has let go, and nothing that came after that', async () => {
    sender = startSender({ url: `mqtt://127.0.0.1:${ports.mqtt}`, devices: 20, rate: 200 });
    let server = await start();
    await takeSome(sender);
    await isStored(server);
    await server.kill('SIGKILL');
    rmSync(file());
    rmSync(wal(), { force: true });
    server = await start();
    await takeSome(sender);
    await sender.finish();
    await isStored(server);
    expect(await server.kill('SIGTERM')).toBe(0);
    const store = await openDuckdbSeries({ folder });
    expect(await sender.faultsIn(store, 'the oldest')).toEqual([]);
    await store.close();
  });

  it('goes on with a log of changes that was torn, and has all that was acknowledged', async () => {
    sender = startSender({ url: `mqtt://127.0.0.1:${ports.mqtt}`, devices: 20, rate: 200 });
    let server = await start();
    await takeSome(sender);
    await until('a log of changes', () => existsSync(wal()));
    await server.kill('SIGKILL');
    truncateSync(wal(), statSync(wal()).size - 100);
    server = await start();
    await sender.finish();
    await isStored(server);
    expect(await server.kill('SIGTERM')).toBe(0);
    const store = await openDuckdbSeries({ folder });
    expect(await sender.faultsIn(store)).toEqual([]);
    await store.close();
  });
});
