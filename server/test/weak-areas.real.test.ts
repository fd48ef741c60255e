import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RankingAnswer, Snapshot, WeakArea, WeakAreaList, WeekAnswer } from '@fengsui/config/contract';
import { hashLiveState } from '@fengsui/config/contract';
import { ServerSettings } from '@fengsui/config/settings';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { startApp } from '../src/app.ts';
import { createClock } from '../src/clock.ts';
import { createScaledClock } from '../src/drill/live/scaled-clock.ts';
import { until } from './until.ts';
import { HOUR, weakSite } from './weak-site.ts';

const VILLAGE = '441223100201';
const BOXES = ['box-1', 'box-2', 'box-3', 'box-4', 'box-5'];
const HOURS = 6;
/** Of these, the last so many had a weak signal. */
const WEAK_HOURS = 3;
/** Upkeep waits a minute before it rolls hours up: here that is two seconds. */
const SPEED = 30;

const clock = createScaledClock(createClock(), SPEED);
clock.allow(Infinity);
/** The hour that is running when all begins. */
const now = Math.floor(clock.now() / HOUR) * HOUR;

/** Hours are rolled up one by one, with rests, however many a test has. */
const PATIENCE_MS = 90_000;

let data: string;
let app: App;
let mqtt: MqttClient;

async function start(): Promise<void> {
  const free = { host: '127.0.0.1', port: 0 };
  const settings = ServerSettings.parse({ data, http: free, mqtt: { embedded: free } });
  const log = pino({ level: 'silent' });
  // As in a drill: its clock runs on in leaps.
  app = await startApp({ settings, site: weakSite(), clock, log, pages: data, version: '0', drill: true });
  const address = `mqtt://127.0.0.1:${app.mqttPort}`;
  mqtt = await connectAsync(address, { clientId: 'test', reconnectPeriod: 0 });
}

async function stop(): Promise<void> {
  await mqtt.endAsync(true);
  await app.stop();
}

const say = (verb: string, id: string, body: object): Promise<unknown> =>
  mqtt.publishAsync(`fengsui/v1/441223/${verb}/${id}`, JSON.stringify({ v: 1, boot: 'b1', ...body }), {
    qos: 1,
  });

/** What a box measured in each of the last hours: in the weak ones two of five are weak. */
function history(id: string, hours: readonly number[]) {
  return hours.map((ago) => {
    const ts = now - ago * HOUR + 5 * 60_000;
    const isWeak = ago <= WEAK_HOURS && ['box-1', 'box-2'].includes(id);
    return { seq: 1 + HOURS - ago, ts, m: { 'dvbc.qam': 256, 'dvbc.mer_db': isWeak ? 30 : 37 } };
  });
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const sent = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${app.httpPort}/api/v1${path}`, { method, ...sent });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return (await response.json()) as T;
}
const span = `from=${now - HOURS * HOUR}&to=${now}`;
const week = (id: string, n: number): Promise<WeekAnswer> =>
  until(
    `${n} device-hours of ${id}`,
    async () => {
      const answer = await ask<WeekAnswer>('GET', `/weak-areas/${encodeURIComponent(id)}/week?${span}`);
      return answer.cells.reduce((sum, cell) => sum + cell.n, 0) === n && answer;
    },
    PATIENCE_MS,
  );

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'weak-areas-'));
  await start();
});
afterAll(async () => {
  await stop();
  rmSync(data, { recursive: true });
});

describe('weak areas of a running server', () => {
  const hours = Array.from({ length: HOURS }, (_, i) => HOURS - i);

  it('has the grid of a village from what its boxes sent late, right also after one came later still', async () => {
    for (const id of BOXES)
      await say('birth', id, {
        seq: 0,
        ts: clock.now(),
        class: 'stb',
        T: 3_600,
        area: VILLAGE,
        parent: 'amp-1',
      });
    for (const id of BOXES.slice(1)) await say('hist', id, { samples: history(id, hours) });
    expect((await week(VILLAGE, 4 * HOURS)).worst).toEqual([]);
    await say('hist', 'box-1', { samples: history('box-1', hours) });
    const answer = await week(VILLAGE, 5 * HOURS);
    expect(answer).toMatchObject({
      metric: 'dvbc.mer_db',
      unit: 'dB',
      hours: { measured: HOURS, all: HOURS },
    });
    expect(answer.worst.map(({ weak_ratio }) => weak_ratio)).toEqual(answer.worst.map(() => 0.4));
    const named = answer.worst.reduce((sum, { days, hours: length }) => sum + days.length * length, 0);
    expect(named).toBe(WEAK_HOURS);
  });

  it('adds it up for the county and the city, and ranks it', async () => {
    const [county, city] = [await week('441223', 5 * HOURS), await week('441200', 5 * HOURS)];
    expect(city.cells).toEqual(county.cells);
    const { items } = await ask<RankingAnswer>('GET', '/weak-areas/ranking?weeks=1');
    expect(items).toMatchObject([{ rank: 1, scope: { id: VILLAGE }, people: 7, devices: 5 }]);
    expect(items[0]?.weakHours).toBe(1.2);
  });

  it('watches a node from now on, has its past, shows it live, and knows of it after a restart', async () => {
    const added = await ask<WeakArea>('POST', '/weak-areas', { scope: { kind: 'node', id: 'amp-1' } });
    expect(added).toMatchObject({ id: 'node:amp-1', watched: true, source: 'hand' });
    await week('node:amp-1', 5 * HOURS);
    const snapshot = await look();
    expect(Object.keys(snapshot.state.weakAreas).sort()).toEqual(['node:amp-1', 'wa-1']);
    expect(snapshot.hash).toBe(hashLiveState(snapshot.state));
    expect(snapshot.state.regions['441223']?.blind).toEqual({ villages: 2, blind: 1 });
    await ask('DELETE', '/weak-areas/wa-1');
    await stop();
    await start();
    const { items } = await ask<WeakAreaList>('GET', '/weak-areas');
    expect(items.map(({ id }) => id)).toEqual(['node:amp-1']);
    await week('node:amp-1', 5 * HOURS);
  });

  function look(): Promise<Snapshot> {
    const socket = io(`http://127.0.0.1:${app.httpPort}/live`, { transports: ['websocket'] });
    socket.emit('subscribe', { region: '441223' });
    return new Promise((resolve) =>
      socket.on('snapshot', (snapshot: Snapshot) => {
        socket.disconnect();
        resolve(snapshot);
      }),
    );
  }
});
