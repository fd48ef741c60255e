import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncidentPage, RegionAnswer } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './parts/free-port.ts';
import type { Mosquitto } from './parts/mosquitto.ts';
import { startMosquitto } from './parts/mosquitto.ts';
import type { RunningServer } from './processes.ts';
import { killAll, runServer } from './processes.ts';
import { startFleet } from './storm/fleet.js';
import { COUNTY, devicesOf, writeStormSite } from './storm/site.js';
import { until } from './until.ts';

const DEVICES = 2_000;
const T = 10;
/** All of them within a few seconds, and soon again: harder than any fleet of real probes comes back. */
const HARD = { baseS: 4, capS: 10 };
const ALL_BACK_WITHIN_MS = 60_000;
/** On a machine that does other things as well. */
const TIMEOUT_MS = 240_000;

let folder: string;
let ports: { http: number; mqtt: number };
let mosquitto: Mosquitto | undefined;
let server: RunningServer;
let fleet: ReturnType<typeof startFleet>;

function startServer(): Promise<RunningServer> {
  const broker = mosquitto ? { FENGSUI_MQTT_URL: mosquitto.url } : { FENGSUI_MQTT_PORT: String(ports.mqtt) };
  const site = join(folder, 'site');
  return runServer(ports.http, {
    ...{ FENGSUI_DATA: join(folder, 'data'), FENGSUI_SITE: site, FENGSUI_LOG_LEVEL: 'warn' },
    ...broker,
  });
}

async function online(): Promise<number> {
  const { region } = await server.get<RegionAnswer>(`/api/v1/regions/${COUNTY}`);
  return region.devices.ONLINE ?? 0;
}

async function isWhole(): Promise<boolean> {
  const { up } = await fleet.counts();
  return up === DEVICES && (await online()) === DEVICES;
}

const incidents = async (): Promise<string[]> => {
  const { items } = await server.get<IncidentPage>('/api/v1/incidents?state=all');
  return items.map(({ type, scope }) => `${type} ${scope.id}`);
};

async function startAll(): Promise<void> {
  writeStormSite(join(folder, 'site'), DEVICES, T);
  server = await startServer();
  const terms = { port: mosquitto?.port ?? ports.mqtt, county: COUNTY, T, ...HARD };
  fleet = startFleet({ devices: devicesOf(DEVICES), terms });
  await until('all devices to be there', isWhole, ALL_BACK_WITHIN_MS);
}

/** Whoever is back stays, for longer than a silence would need to be judged; nobody is said to be lost. */
async function expectCalm(): Promise<void> {
  await until('all devices to be back', isWhole, ALL_BACK_WITHIN_MS);
  const { ended } = await fleet.counts();
  await new Promise((resolve) => setTimeout(resolve, 1.5 * T * 1_000));
  expect((await fleet.counts()).ended).toBe(ended);
  expect(await isWhole()).toBe(true);
  expect((await incidents()).filter((each) => !each.startsWith('platform'))).toEqual([]);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storm-'));
  ports = { http: await freePort(), mqtt: await freePort() };
});

afterEach(async () => {
  fleet.end();
  killAll();
  await mosquitto?.stop();
  mosquitto = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('a storm of reconnecting devices', { timeout: TIMEOUT_MS }, () => {
  it('passes after the server, and with it its broker, was killed, and after it was stopped', async () => {
    await startAll();
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      await server.kill(signal);
      server = await startServer();
      await until('all devices to be back', isWhole, ALL_BACK_WITHIN_MS);
    }
    await expectCalm();
  });

  it('passes after Mosquitto was killed', async () => {
    mosquitto = await startMosquitto({ persistence: true });
    await startAll();
    await mosquitto.kill();
    await mosquitto.restart();
    await expectCalm();
  });
});
