import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Health, IncidentPage } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdbSeries } from '../../src/series/duckdb/index.ts';
import { freePort } from '../parts/free-port.ts';
import { startMosquitto } from '../parts/mosquitto.ts';
import type { Mosquitto } from '../parts/mosquitto.ts';
import type { RunningServer } from '../processes.ts';
import { killAll, runServer } from '../processes.ts';
import { until } from '../until.ts';

const LOAD = fileURLToPath(new URL('burst-load.js', import.meta.url));
const DEVICES_FILE = new URL('../../../config/sites/zhaoqing/devices.csv', import.meta.url);
const DEVICES = 100;
const SEED = 20_261_122;
/** A whole minute of each burst: BURST_SECONDS=60. */
const SECONDS = Number(process.env['BURST_SECONDS'] ?? 10);
/** Messages a second; ten times as many is what server and senders can do together on two cores that do other things too. */
const SUSTAINED = 300;
const BURST = 10 * SUSTAINED;
const MIB = 1024 * 1024;
/**
 * What the same burst may add once the first has warmed everything up. The process also holds DuckDB,
 * whose cache grows with what is stored; what gathers messages would add each of them, some 40 MiB.
 */
const MAY_GROW_BYTES = 96 * MIB;

let folder: string;
let ports: { http: number; mqtt: number };
let server: RunningServer;
let mosquitto: Mosquitto | undefined;
let load: ChildProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
  ports = { http: await freePort(), mqtt: await freePort() };
});

afterEach(async () => {
  load?.kill('SIGKILL');
  killAll();
  await mosquitto?.stop();
  mosquitto = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Loudspeakers of the sample site, each as county/id. */
function speakers(): string[] {
  const rows = readFileSync(DEVICES_FILE, 'utf8').split('\n').slice(1);
  const cells = rows.map((row) => row.split(',')).filter(([, kind]) => kind === 'eb_speaker');
  return cells.slice(0, DEVICES).map(([id = '', , , area = '']) => `${area.slice(0, 6)}/${id}`);
}

async function* linesOf(plan: string): AsyncGenerator<Record<string, unknown>> {
  const args = [LOAD, `mqtt://127.0.0.1:${ports.mqtt}`, String(SEED), plan, ...speakers()];
  load = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!load.stdout) throw new Error('the load has no output');
  for await (const line of createInterface(load.stdout)) yield JSON.parse(line) as Record<string, unknown>;
}

async function memoryBytes(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${ports.http}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

const isWorkedOff = () =>
  until(
    'the lag to be worked off',
    async () => (await server.get<Health>('/api/v1/health')).checks.ingest_lag_ms < 2_000,
    60_000,
  );

const start = async (broker: Record<string, string>): Promise<void> => {
  server = await runServer(ports.http, { FENGSUI_DATA: folder, ...broker });
};

const BROKERS = {
  'the embedded broker': () => start({ FENGSUI_MQTT_PORT: String(ports.mqtt) }),
  Mosquitto: async () => {
    mosquitto = await startMosquitto({ port: ports.mqtt, extraConfig: 'max_queued_messages 0' });
    await start({ FENGSUI_MQTT_URL: mosquitto.url });
    await until('the broker to be connected', async () => {
      return (await server.get<Health>('/api/v1/health')).checks.broker.ok;
    });
  },
};

const TIMEOUT_MS = 120_000 + 6 * SECONDS * 1_000;

describe.each(Object.entries(BROKERS))('a burst of ten times the usual rate through %s', (_, begin) => {
  it('loses nothing, calls nobody lost, and leaves memory as it was', { timeout: TIMEOUT_MS }, async () => {
    await begin();
    const rest = `${SUSTAINED}:5`;
    const plan = [rest, `${BURST}:${SECONDS}`, rest, `${BURST}:${SECONDS}`, rest];
    const memory: number[] = [];
    const sent: number[] = [];
    let devices: [string, number][] = [];
    for await (const line of linesOf(plan.join(','))) {
      if ('devices' in line) devices = line['devices'] as typeof devices;
      else {
        memory.push(await memoryBytes());
        sent.push(line['sent'] as number);
      }
    }
    await isWorkedOff();
    const [, , afterFirst = 0, , afterSecond = Infinity] = memory;
    process.stderr.write(
      `burst: ${sent.join(', ')} messages; ${memory.map((bytes) => Math.round(bytes / MIB)).join(', ')} MiB\n`,
    );
    // Five seconds of the usual rate: the burst was one only if it went at four times that rate at least.
    expect(sent[3]).toBeGreaterThan((4 * SECONDS * (sent[2] ?? Infinity)) / 5);
    expect(afterSecond - afterFirst).toBeLessThan(MAY_GROW_BYTES);
    expect((await server.get<IncidentPage>('/api/v1/incidents?state=all')).items).toEqual([]);
    expect(await server.kill('SIGTERM')).toBe(0);

    const store = await openDuckdbSeries({ folder });
    const all = { from: 0, to: Date.now() + 60_000, limit: 10_000_000 };
    for (const [device, count] of devices) {
      const seqs = (await store.beats({ ...all, device })).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    }
    expect(devices).toHaveLength(DEVICES);
    await store.close();
  });
});
