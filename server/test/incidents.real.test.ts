import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncidentDetail, IncidentPage, LiveState, Snapshot } from '@fengsui/config/contract';
import {
  IncidentDetail as IncidentDetailSchema,
  IncidentPage as IncidentPageSchema,
} from '@fengsui/config/contract';
import { ServerSettings } from '@fengsui/config/settings';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { startApp } from '../src/app.ts';
import { createClock } from '../src/clock.ts';
import { smallSite } from './small-site.ts';
import { until } from './until.ts';

let data: string;
let app: App;
let device: MqttClient | undefined;

function start(): Promise<App> {
  const free = { host: '127.0.0.1', port: 0 };
  const settings = ServerSettings.parse({ data, http: free, mqtt: { embedded: free } });
  const log = pino({ level: 'silent' });
  return startApp({ settings, site: smallSite(), clock: createClock(), log, pages: data, version: '0.0.0' });
}

const get = async (path: string): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${app.httpPort}/api/v1${path}`)).json();
const list = async (query: string): Promise<IncidentPage['items']> =>
  IncidentPageSchema.parse(await get(`/incidents?${query}`)).items;
const detail = async (id: string): Promise<IncidentDetail> =>
  IncidentDetailSchema.parse(await get(`/incidents/${id}`));

function say(verb: string, body: object): Promise<unknown> {
  const message = { v: 1, boot: 'b1', ts: Date.now(), ...body };
  return device!.publishAsync(`fengsui/v1/441223/${verb}/eb-1`, JSON.stringify(message), { qos: 1 });
}

async function seen(region: string): Promise<LiveState> {
  const socket = io(`http://127.0.0.1:${app.httpPort}/live`, { transports: ['websocket'] });
  socket.emit('subscribe', { region });
  const { state } = await new Promise<Snapshot>((resolve) => socket.on('snapshot', resolve));
  socket.disconnect();
  return state;
}

/** A loudspeaker that reports every second, and then does not. */
async function fallSilent(): Promise<void> {
  device = await connectAsync(`mqtt://127.0.0.1:${app.mqttPort}`, { clientId: 'eb-1', reconnectPeriod: 0 });
  await say('birth', { seq: 0, class: 'eb_speaker', T: 1, area: '441223100', parent: 'hub-441223100' });
  for (let seq = 1; seq <= 5; seq++) {
    await say('data', { seq, m: { 'eb.work_state': 1 } });
    await new Promise((done) => setTimeout(done, 500));
  }
}

async function post(path: string, body: object): Promise<[status: number, answer: unknown]> {
  const answer = await fetch(`http://127.0.0.1:${app.httpPort}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [answer.status, await answer.json()];
}

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'incidents-'));
  app = await start();
});
afterEach(async () => {
  await device?.endAsync(true);
  await app.stop();
  rmSync(data, { recursive: true });
});

describe('an incident of the live server', () => {
  it('is answered, seen in its region and nowhere else, and still there after a restart', async () => {
    await fallSilent();
    const [found] = await until('the incident', async () => {
      const items = await list('state=open');
      return items.length > 0 && items;
    });
    expect(found).toMatchObject({
      type: 'device_down',
      scope: { kind: 'device', id: 'eb-1' },
      area: '441223100',
      state: 'open',
      stage: 'detected',
      owner: { kind: 'team', name: '监督调度中心' },
      clocks: [{ id: 'respond', state: 'running' }, { id: 'resolve' }, { id: 'feedback' }],
      place: { name: '南街大喇叭1', areas: [{ name: '南街街道' }, { name: '广宁县' }] },
    });
    const { id } = found!;
    const { timeline, because } = await detail(id);
    expect(timeline[0]).toMatchObject({ change: 'opened', id });
    expect(because['words']).toBeDefined();
    expect(await list('state=open&region=441223&type=device_down')).toHaveLength(1);
    expect(await list('region=441284')).toEqual([]);
    const own = await seen('441223');
    expect(Object.keys(own.incidents)).toEqual([id]);
    expect(own.server['now']?.incidents.leftOut).toBe(0);
    expect((await seen('441284')).incidents).toEqual({});

    expect(await post(`/incidents/${id}/acknowledge`, { note: '我去看' })).toMatchObject([
      200,
      { stage: 'acknowledged', owner: { kind: 'person', id: 'administrator' } },
    ]);
    expect(await post(`/incidents/${id}/resolve`, {})).toMatchObject([
      409,
      { reason: 'devices_disagree', evidence: { lost: 1, monitored: 1 } },
    ]);
    expect(await post(`/incidents/${id}/close`, {})).toMatchObject([409, { reason: 'not_restored' }]);
    expect((await post('/incidents/none/close', {}))[0]).toBe(404);

    await app.stop();
    app = await start();
    expect((await list('state=open')).map((one) => [one.id, one.stage])).toEqual([[id, 'acknowledged']]);
    const told = (await detail(id)).timeline.filter((line) => line.kind === 'handling');
    expect(told.map(({ change, why }) => [change, why])).toContainEqual(['acknowledged', '我去看']);
    expect((await detail(id)).timeline[0]).toEqual(timeline[0]);
    expect(Object.keys((await seen('441200')).incidents)).toContain(id);
  });
});
