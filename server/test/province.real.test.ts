import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevicePage, Health, Incident, IncidentPage } from '@fengsui/config/contract';
import { ServerSettings } from '@fengsui/config/settings';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../src/app.ts';
import { startApp } from '../src/app.ts';
import { createClock } from '../src/clock.ts';
import { handOver } from '../src/commands/hand-over.ts';
import { takeOver } from '../src/commands/take-over.ts';
import type { ScaledClock } from '../src/drill/live/scaled-clock.ts';
import { createScaledClock } from '../src/drill/live/scaled-clock.ts';
import { openInfluxSeries } from '../src/series/influx/index.ts';
import { startInflux } from './parts/influx.ts';
import { startMosquitto } from './parts/mosquitto.ts';
import { X, Y, Z, filesOfCounties, siteOfCounties } from './province/counties.ts';
import type { Devices } from './province/devices.ts';
import { startDevices } from './province/devices.ts';
import { until } from './until.ts';

/** An incident is believed to be over after ten minutes: nobody waits for that. */
const SPEED = 30;
const T = 120;
const SITE = siteOfCounties(T);
const PON = `pon-${X}-1-1`;

let folder: string;
let mosquitto: Awaited<ReturnType<typeof startMosquitto>>;
let influx: Awaited<ReturnType<typeof startInflux>>;
let clock: ScaledClock;
let devices: Devices;
let apps: Map<string, App>;
let output: string;

const environment = (name: string, counties: readonly string[]) => ({
  FENGSUI_NAME: name,
  FENGSUI_COUNTIES: counties.join(','),
  FENGSUI_DATA: join(folder, name),
  FENGSUI_MQTT_URL: mosquitto.url,
  FENGSUI_SITE: join(folder, 'site'),
});

async function start(name: string, counties: readonly string[]): Promise<void> {
  const settings = ServerSettings.parse({
    name,
    counties,
    data: join(folder, name),
    http: { port: 0 },
    mqtt: { url: mosquitto.url },
    influx: { url: influx.url },
  });
  const log = pino({ level: 'silent' });
  const about = { settings, site: SITE, clock, log, pages: folder, version: '0.0.0', drill: true };
  apps.set(name, await startApp(about));
}

async function stop(name: string): Promise<void> {
  await apps.get(name)?.stop();
  apps.delete(name);
}

async function get<T>(name: string, path: string): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${apps.get(name)!.httpPort}/api/v1${path}`);
  return (await answer.json()) as T;
}

async function incidentsAt(name: string): Promise<Incident[]> {
  const { items } = await get<IncidentPage>(name, '/incidents?state=all');
  return items as unknown as Incident[];
}

const outageAt = async (name: string) =>
  (await incidentsAt(name)).find(({ type, scope }) => type === 'outage' && scope.id === PON);

async function countOnline(name: string, region: string): Promise<number> {
  const { items } = await get<DevicePage>(name, `/devices?region=${region}&link=ONLINE&limit=500`);
  return items.length;
}

/** As an operator would, with what the commands say. */
async function ordered(run: typeof handOver, name: string, counties: readonly string[], ...args: string[]) {
  return run(args, environment(name, counties));
}

interface Move {
  from: string;
  to: string;
  /** What they serve afterwards. */
  left: readonly string[];
  joined: readonly string[];
}

async function move({ from, to, left, joined }: Move): Promise<void> {
  const bundle = join(folder, `${from}-${to}.bundle`);
  const give = () => ordered(handOver, from, left, '--county', X, '--to', to, '--out', bundle);
  await stop(to);
  await stop(from);
  expect(await give()).toBe(1);
  expect(output).toContain(`${to} does not await ${X}`);
  await start(from, [...left, X]);
  expect(await ordered(takeOver, to, joined, '--subscribe', X)).toBe(0);
  await expect(start(to, joined)).rejects.toThrow(`${X} is awaited`);
  await stop(from);
  expect(await give()).toBe(0);
  expect(await give()).toBe(0);
  await expect(start(from, [...left, X])).rejects.toThrow(`${X} was handed over to ${to}`);
  await start(from, left);
  expect(await ordered(takeOver, to, joined, '--bundle', bundle)).toBe(0);
  expect(await ordered(takeOver, to, joined, '--bundle', bundle)).toBe(0);
  await start(to, joined);
}

/** All that devices have said, once. */
async function accountFor(said: ReadonlyMap<string, readonly string[]>) {
  const store = await openInfluxSeries({ url: influx.url, database: 'fengsui' });
  const faults: string[] = [];
  for (const [device, expected] of said) {
    const beats = await store.beats({ device, from: 0, to: clock.now() + 60_000, limit: 100_000 });
    const stored = beats.map(({ boot, seq }) => `${boot}/${seq}`);
    const missing = expected.filter((one) => !stored.includes(one));
    const doubled = stored.filter((one, i) => stored.indexOf(one) !== i);
    if (missing.length + doubled.length > 0) faults.push(JSON.stringify({ device, missing, doubled }));
  }
  await store.close();
  return faults;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'province-'));
  apps = new Map();
  output = '';
  mkdirSync(join(folder, 'site'));
  for (const [file, text] of Object.entries(filesOfCounties(T)))
    writeFileSync(join(folder, 'site', `${file}.csv`), text);
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => ((output += String(text)), true));
  [mosquitto, influx] = await Promise.all([
    startMosquitto({ extraConfig: 'max_queued_messages 100000' }),
    startInflux(),
  ]);
  clock = createScaledClock(createClock(), SPEED);
  clock.allow(Number.MAX_SAFE_INTEGER);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await devices.stop();
  for (const name of [...apps.keys()]) await stop(name);
  await Promise.all([mosquitto.stop(), influx.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('two servers that share three counties', () => {
  it('hand one over and back under load: nothing is lost or doubled, an open incident goes along', async () => {
    await start('a', [X, Y]);
    await start('b', [Z]);
    devices = await startDevices(mosquitto.url, SITE, clock);
    await until('everybody to be heard', async () => (await countOnline('a', X)) === 34);
    expect([await countOnline('b', X), await countOnline('a', Z)]).toEqual([0, 0]);

    devices.silence(PON);
    const opened = await until('the outage to be found', () => outageAt('a'));
    await move({ from: 'a', to: 'b', left: [Y], joined: [X, Z] });
    expect(await outageAt('a')).toBeUndefined();
    expect(await outageAt('b')).toMatchObject({ id: opened.id, state: 'open', openedAt: opened.openedAt });

    devices.restore();
    await until('it to be over', async () => (await outageAt('b'))?.state === 'recovered', 60_000);
    await move({ from: 'b', to: 'a', left: [Z], joined: [X, Y] });
    await until('everybody to be heard again', async () => (await countOnline('a', X)) === 34);
    expect(await outageAt('a')).toMatchObject({ id: opened.id, reopened: 0 });
    expect(await outageAt('b')).toBeUndefined();
    const ids = [...(await incidentsAt('a')), ...(await incidentsAt('b'))].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);

    await devices.stop();
    await until('every message to be stored once', async () => {
      const faults = await accountFor(devices.said());
      if (faults.length > 0) throw new Error(faults.slice(0, 3).join('\n'));
      return true;
    });
    expect((await get<Health>('a', '/health')).status).toBe('ok');
  }, 120_000);

  it('notice when both serve the same county', async () => {
    await start('a', [X, Y]);
    await start('b', [Z, X]);
    devices = await startDevices(mosquitto.url, SITE, clock);
    for (const [name, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      await until('the clash to be said', async () => {
        const { checks } = await get<Health>(name, '/health');
        return checks.broker.detail === `${other} serves ${X} too`;
      });
  }, 60_000);
});
