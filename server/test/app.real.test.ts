import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DevicePage,
  DeviceView,
  Health,
  Patch,
  Pulse,
  RegionAnswer,
  SeriesAnswer,
  Snapshot,
} from '@fengsui/config/contract';
import { DevicePage as DevicePageSchema, hashLiveState } from '@fengsui/config/contract';
import { ServerSettings } from '@fengsui/config/settings';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { startApp } from '../src/app.ts';
import { createClock } from '../src/clock.ts';
import { smallSite } from './small-site.ts';
import { until } from './until.ts';

const TOKEN = 'a-token-of-some-length';

let data: string;
let app: App;
let device: MqttClient;
const sockets: Socket[] = [];

function start(): Promise<App> {
  const free = { host: '127.0.0.1', port: 0 };
  const settings = ServerSettings.parse({
    data,
    http: free,
    mqtt: { embedded: free },
    bootstrapToken: TOKEN,
  });
  const log = pino({ level: 'silent' });
  return startApp({
    settings,
    site: smallSite(),
    clock: createClock(),
    log,
    pages: data,
    version: '0.0.0',
    random: () => 0,
  });
}

const url = (path: string): string => `http://127.0.0.1:${app.httpPort}/api/v1${path}`;
const get = async <T>(path: string): Promise<T> => (await (await fetch(url(path))).json()) as T;
const status = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(url(path), { headers })).status;

function say(verb: string, id: string, body: object): Promise<unknown> {
  const county = id.startsWith('eb') ? '441223' : '441284';
  const message = { v: 1, boot: 'b1', ts: Date.now(), ...body };
  return device.publishAsync(`fengsui/v1/${county}/${verb}/${id}`, JSON.stringify(message), { qos: 1 });
}

const connectDevice = () =>
  connectAsync(`mqtt://127.0.0.1:${app.mqttPort}`, { clientId: 'test', reconnectPeriod: 0 });
const beat = (seq: number, m: object = {}) => say('data', 'eb-1', { seq, m });

function view(region: string): Promise<{ snapshot: Snapshot; patches: Patch[]; pulses: Pulse[] }> {
  const socket = io(`http://127.0.0.1:${app.httpPort}/live`, { transports: ['websocket'] });
  sockets.push(socket);
  const patches: Patch[] = [];
  const pulses: Pulse[] = [];
  socket.on('patch', (patch: Patch) => patches.push(patch));
  socket.on('pulse', (pulse: Pulse) => pulses.push(pulse));
  socket.emit('subscribe', { region });
  return new Promise((resolve) =>
    socket.on('snapshot', (snapshot: Snapshot) => resolve({ snapshot, patches, pulses })),
  );
}

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'app-'));
  app = await start();
  device = await connectDevice();
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await device.endAsync(true);
  await app.stop();
  rmSync(data, { recursive: true });
});

describe('the server on embedded parts', () => {
  it('stores what a device says and tells it again', async () => {
    const before = Date.now();
    await beat(1, { 'pwr.mains_v': 221.5, 'eb.work_state': 1 });
    await beat(2, { 'pwr.mains_v': 222 });
    const { points, unit } = await until('both points', async () => {
      const series = await get<SeriesAnswer>('/devices/eb-1/series?metric=pwr.mains_v');
      return series.points.length === 2 && series;
    });
    expect(points.map(([, value]) => value)).toEqual([221.5, 222]);
    expect(points[0]?.[0]).toBeGreaterThanOrEqual(before);
    expect(unit).toBe('V');
    expect(await get<DeviceView>('/devices/eb-1')).toMatchObject({
      link: 'ONLINE',
      linkBecause: 'data',
      service: 'IDLE',
      metrics: { 'pwr.mains_v': 222, 'eb.work_state': 1 },
    });
  });

  it('shows a device that no file names as unassigned', async () => {
    await say('birth', 'box-9', { seq: 0, class: 'stb', T: 300, area: '441284', parent: 'core' });
    const page = DevicePageSchema.parse(await get('/devices?region=441284'));
    expect(page.items).toMatchObject([{ id: 'box-9', class: 'stb', flags: ['UNASSIGNED'], link: 'ONLINE' }]);
  });

  it('counts what it refuses by reason, and goes on', async () => {
    await device.publishAsync('fengsui/v1/441223/data/eb-1', '{"v":1', { qos: 1 });
    await device.publishAsync('fengsui/v1/441223/data/eb-1', Buffer.from([0xff, 0xfe]), { qos: 1 });
    await device.publishAsync('fengsui/v1/441223/gossip/eb-1', '{}', { qos: 1 });
    await device.publishAsync('something/else', '{}', { qos: 1 });
    await beat(1, { 'pwr.mains_v': 'high', 'eb.work_state': 2 });
    const text = await (await fetch(`http://127.0.0.1:${app.httpPort}/metrics`)).text();
    for (const reason of ['json', 'utf8', 'verb', 'topic', 'metric_type']) {
      expect(text).toContain(`fengsui_rejected_total{reason="${reason}"} 1`);
    }
    expect((await get<DeviceView>('/devices/eb-1')).metrics).toEqual({ 'eb.work_state': 2 });
  });

  it('rolls devices up by region', async () => {
    await beat(1);
    const { region, children } = await get<RegionAnswer>('/regions/441200');
    expect(region).toMatchObject({ heard: 1, devices: { ONLINE: 1, UNKNOWN: 1 } });
    expect(children.map(({ code, heard }) => [code, heard])).toEqual([
      ['441223', 1],
      ['441284', 0],
    ]);
  });

  it('gives pages that go on where the last one ended', async () => {
    const first = await get<DevicePage>('/devices?limit=1');
    expect(first.items.map(({ id }) => id)).toEqual(['eb-1']);
    const second = await get<DevicePage>(`/devices?limit=1&cursor=${first.next ?? ''}`);
    expect(second.items.map(({ id }) => id)).toEqual(['eb-2']);
    expect(second.next).toBeUndefined();
  });

  it('names what is wrong with a question', async () => {
    const problem = await get('/devices/eb-1/series?metric=Volt&from=yesterday&colour=red');
    expect(problem).toMatchObject({ status: 400, title: 'Bad request' });
    expect((problem as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'colour',
      'from',
      'metric',
    ]);
    expect(await status('/devices/nobody')).toBe(404);
    expect(await status('/nothing')).toBe(404);
    expect(await status('/devices/eb-1/series?metric=sys.load1&from=5&to=4')).toBe(400);
  });

  it('answers nobody with a wrong token, and health to everybody', async () => {
    expect(await status('/devices', { authorization: 'Bearer wrong' })).toBe(401);
    expect(await status('/devices', { authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await status('/devices', { 'x-forwarded-for': '10.1.1.1' })).toBe(401);
    expect(await status('/health', { 'x-forwarded-for': '10.1.1.1' })).toBe(200);
  });

  it('gives a browser that shows the token a cookie that no script can read, and bounds guessing', async () => {
    const show = (token: string) =>
      fetch(url('/session'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    const answer = await show(TOKEN);
    expect(answer.status).toBe(204);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const elsewhere = { 'x-forwarded-for': '10.1.1.1' };
    expect(await status('/devices', { ...elsewhere, cookie: cookie.split(';')[0] ?? '' })).toBe(200);
    expect(await status('/devices', { ...elsewhere, cookie: 'fengsui_session=1.2' })).toBe(401);
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, i) => show(`guess ${i}`)));
    expect(guesses.map((guess) => guess.status).sort()).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it('describes every call that asks something in OpenAPI', async () => {
    const document = await get<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    const acts = ['acknowledge', 'assign', 'note', 'dispatch', 'resolve', 'feedback', 'close'];
    const promised = [
      ...['/devices', '/devices/{id}', '/devices/{id}/series', '/health', '/regions/{code}'],
      ...['/incidents', '/incidents/{id}', ...acts.map((act) => `/incidents/{id}/${act}`)],
      '/reports/{period}',
    ];
    const described = Object.keys(document.paths);
    expect(described).toEqual(expect.arrayContaining(promised.map((path) => `/api/v1${path}`)));
  });

  it('streams a snapshot, what changes, and a pulse by which a viewer knows that it is right', async () => {
    const { snapshot, patches, pulses } = await view('441223');
    expect(snapshot.state.devices).toEqual({});
    expect(hashLiveState(snapshot.state)).toBe(snapshot.hash);
    await beat(1, { 'pwr.mains_v': 220 });
    await until('the device in a patch', () =>
      patches.some(({ set }) => set.devices?.['eb-1']?.link === 'ONLINE'),
    );
    expect(patches[0]?.from).toBe(snapshot.version);
    const pulse = await until('a pulse', () =>
      pulses.find(({ version }) => version === patches.at(-1)?.version),
    );
    const again = await view('441223');
    expect(again.snapshot.hash).toBe(pulse.hash);
  });

  it('tells a viewer of one region nothing of another', async () => {
    const { snapshot, patches } = await view('441284');
    await beat(1);
    await say('birth', 'box-9', { seq: 0, class: 'stb', T: 300, area: '441284', parent: 'core' });
    await until('the own device', () => patches.some(({ set }) => set.devices?.['box-9']));
    expect(JSON.stringify([snapshot, patches])).not.toContain('eb-1');
  });

  it('goes on after a restart with what it knew, blind until devices are heard', async () => {
    await beat(1, { 'pwr.mains_v': 220 });
    await device.endAsync(true);
    await app.stop();
    app = await start();
    expect(await get<DeviceView>('/devices/eb-1')).toMatchObject({
      link: 'BLIND',
      linkBecause: 'server_restarted',
      metrics: { 'pwr.mains_v': 220 },
    });
    device = await connectDevice();
    await beat(1, { 'pwr.mains_v': 220 });
    await beat(2, { 'pwr.mains_v': 230 });
    const series = await until('the second point', async () => {
      const answer = await get<SeriesAnswer>('/devices/eb-1/series?metric=pwr.mains_v');
      return answer.points.length >= 2 && answer;
    });
    expect(series.points.map(([, value]) => value)).toEqual([220, 230]);
    expect((await get<DeviceView>('/devices/eb-1')).link).toBe('ONLINE');
  });

  it('fills a gap with what the device still has', async () => {
    await device.subscribeAsync('fengsui/v1/441223/cmd/eb-1', { qos: 1 });
    device.on('message', (_topic, payload) => {
      const { cmd_id, args } = JSON.parse(String(payload)) as {
        cmd_id: string;
        args: { from: number; to: number };
      };
      const samples = Array.from({ length: args.to - args.from + 1 }, (_, i) => ({
        seq: args.from + i,
        ts: Date.now() - 1_000 + i,
        m: { 'pwr.mains_v': args.from + i },
      }));
      void say('hist', 'eb-1', { samples }).then(() =>
        say('ack', 'eb-1', { cmd_id, ok: true, result: { missing: [] } }),
      );
    });
    await beat(1, { 'pwr.mains_v': 1 });
    await beat(4, { 'pwr.mains_v': 4 });
    const series = await until('the gap to be filled', async () => {
      const answer = await get<SeriesAnswer>('/devices/eb-1/series?metric=pwr.mains_v');
      return answer.points.length === 4 && answer;
    });
    expect(series.points.map(([, value]) => value).sort()).toEqual([1, 2, 3, 4]);
  });

  it('is well, and says since when', async () => {
    const health = await until('everything to be well', async () => {
      const answer = await get<Health>('/health');
      return answer.status === 'ok' && answer;
    });
    expect(health.checks.broker).toMatchObject({ ok: true });
    expect(health.checks.ingest_lag_ms).toBeLessThan(60_000);
  });
});
