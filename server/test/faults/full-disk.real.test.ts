import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health, IncidentPage } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdbSeries } from '../../src/series/duckdb/index.ts';
import { openInfluxSeries } from '../../src/series/influx/index.ts';
import { freePort } from '../parts/free-port.ts';
import { startInflux } from '../parts/influx.ts';
import type { RunningServer } from '../processes.ts';
import { killAll, runServer } from '../processes.ts';
import { until } from '../until.ts';
import type { Sender } from './sender.ts';
import { startSender } from './sender.ts';
import type { SmallDisk } from './small-disk.ts';
import { mountSmallDisk } from './small-disk.ts';

const MIB = 1024 * 1024;
const DATABASE = 'faults';

let folder: string;
let ports: { http: number; mqtt: number };
let server: RunningServer;
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

const url = (): string => `mqtt://127.0.0.1:${ports.mqtt}`;

/** Also where it is degraded, and then answers 503. */
async function health(): Promise<Health> {
  const answer = await fetch(`http://127.0.0.1:${ports.http}/api/v1/health`);
  return (await answer.json()) as Health;
}

async function openIncidents(): Promise<string[]> {
  const { items } = await server.get<IncidentPage>('/api/v1/incidents?state=open');
  return items.map(
    ({ type, state, because }) => `${type} ${state} ${Object.keys(because['parts'] ?? {}).join(' ')}`,
  );
}

const isWell = () => until('everything to be well', async () => (await health()).status === 'ok', 60_000);

/** Nobody's acknowledgement may come while nothing can be written. */
async function expectNoAcknowledgement(sending: Sender): Promise<void> {
  await until('acknowledgements to have ended', async () => {
    const before = sending.acknowledged();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return sending.acknowledged() === before;
  });
}

/** Without a disk to fill nothing can be said: in CI that is a failure, elsewhere it is skipped. */
function smallDisk(bytes: number): SmallDisk | undefined {
  const disk = mountSmallDisk(bytes);
  if (!disk && process.env['CI']) throw new Error('no disk can be mounted here; that takes root');
  if (!disk) process.stderr.write('The test of a full disk is skipped; mounting one takes root\n');
  return disk;
}

describe('a full disk', { timeout: 240_000 }, () => {
  it('stops acknowledgements and nothing else, and once there is room all is there, once', async ({
    skip,
  }) => {
    const disk = smallDisk(48 * MIB);
    if (!disk) return skip();
    try {
      server = await runServer(ports.http, {
        FENGSUI_DATA: join(disk.folder, 'data'),
        FENGSUI_MQTT_PORT: String(ports.mqtt),
      });
      sender = startSender({ url: url(), devices: 20, rate: 300, texts: 10 });
      const sending = sender;
      await until('the first to be acknowledged', () => sending.acknowledged() > 300);
      disk.fill(MIB);
      await until('the journal to be in trouble', async () => !(await health()).checks.journal.ok, 60_000);
      await expectNoAcknowledgement(sending);
      const incidents = await until('one incident', async () => {
        const open = await openIncidents();
        return open.length > 0 && open;
      });
      expect(incidents).toHaveLength(1);
      expect(incidents[0]).toMatch(/^platform open .*journal/);
      const before = sending.acknowledged();

      disk.clear();
      await until('acknowledgements to come again', () => sending.acknowledged() > before + 300);
      await sending.finish();
      await isWell();
      expect(await server.kill('SIGTERM')).toBe(0);
      const store = await openDuckdbSeries({ folder: join(disk.folder, 'data') });
      expect(await sending.faultsIn(store)).toEqual([]);
      await store.close();
    } finally {
      killAll();
      disk.remove();
    }
  });
});

describe('a journal at its bound', { timeout: 240_000 }, () => {
  it('acknowledges nothing more while the database is away, and loses nothing', async () => {
    const influx = await startInflux();
    try {
      const settings = join(folder, 'server.yaml');
      writeFileSync(settings, `journal:\n  maxBytes: ${2 * MIB}\n`);
      const environment = {
        FENGSUI_DATA: join(folder, 'data'),
        FENGSUI_MQTT_PORT: String(ports.mqtt),
        FENGSUI_INFLUX_URL: influx.url,
        FENGSUI_INFLUX_DATABASE: DATABASE,
      };
      server = await runServer(ports.http, environment, ['--settings', settings]);
      sender = startSender({ url: url(), devices: 20, rate: 300, texts: 10 });
      const sending = sender;
      await until('the first to be acknowledged', () => sending.acknowledged() > 300);
      await influx.kill();
      await until('the journal to be full', async () => !(await health()).checks.journal.ok, 60_000);
      await expectNoAcknowledgement(sending);
      const { checks } = await health();
      expect(checks.journal.detail).toContain(String(2 * MIB));
      expect(checks.series.ok).toBe(false);

      await influx.restart();
      await sending.finish();
      await isWell();
      // What is acknowledged stands in the journal; a stop waits until the store has it too.
      expect(await server.kill('SIGTERM')).toBe(0);
      const store = await openInfluxSeries({ url: influx.url, database: DATABASE });
      expect(await sending.faultsIn(store)).toEqual([]);
      await store.close();
    } finally {
      await influx.stop();
    }
  });
});
