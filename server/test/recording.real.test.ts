import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncidentFact, IncidentPage } from '@fengsui/config/contract';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './parts/free-port.ts';
import type { Running, RunningServer } from './processes.ts';
import { killAll, run, runServer } from './processes.ts';
import { until } from './until.ts';

const SPEAKERS = Array.from({ length: 12 }, (_, i) => `eb-${i + 1}`);
const BEAT_MS = 1_000;
/** The rest of them stay alive, or it could be the platform that is out. */
const CUT = SPEAKERS.slice(0, 8);

let folder: string;
let ports: { http: number; mqtt: number };
let server: RunningServer;
let fleet: ReturnType<typeof createBeats> | undefined;

const site = (): string => join(folder, 'site');
const out = (name = 'night.ndjson.gz'): string => join(folder, name);
const environment = () => ({
  FENGSUI_DATA: join(folder, 'data'),
  FENGSUI_SITE: site(),
  FENGSUI_MQTT_PORT: String(ports.mqtt),
});

function writeSite(): void {
  mkdirSync(site());
  const table = (name: string, rows: string[]) => writeFileSync(join(site(), name), `${rows.join('\n')}\n`);
  table('divisions.csv', [
    'code,parent,level,name',
    '441200,440000,city,肇庆市',
    '441223,441200,county,广宁县',
  ]);
  table('plant.csv', [
    'id,parent,kind,name,area,lon,lat',
    'core,,headend,总前端,441200,,',
    'hub-1,core,hub,一号机房,441223,,',
    'hub-2,core,hub,二号机房,441223,,',
  ]);
  const nodeOf = (id: string): string => (CUT.includes(id) ? 'hub-1' : 'hub-2');
  table('devices.csv', [
    'id,class,node,area,name,lon,lat,T,homes,population',
    ...SPEAKERS.map((id) => `${id},eb_speaker,${nodeOf(id)},441223,大喇叭,,,1,0,300`),
  ]);
}

/** Devices that beat each second, until they are cut off. */
function createBeats(client: MqttClient) {
  const alive = new Set(SPEAKERS);
  let seq = 0;
  const say = (verb: string, id: string, body: object, isKept = false): void => {
    const payload = JSON.stringify({ v: 1, boot: 'a1', ts: Date.now(), ...body });
    client.publish(`fengsui/v1/441223/${verb}/${id}`, payload, { qos: 1, retain: isKept });
  };
  for (const id of SPEAKERS) {
    const where = { area: '441223', parent: CUT.includes(id) ? 'hub-1' : 'hub-2' };
    say('birth', id, { seq: 0, class: 'eb_speaker', T: 1, ...where }, true);
  }
  const timer = setInterval(() => {
    seq++;
    for (const id of alive) say('data', id, { seq, m: {} });
  }, BEAT_MS);
  return {
    beats: () => seq,
    cut: () => CUT.forEach((id) => alive.delete(id)),
    async stop() {
      clearInterval(timer);
      await client.endAsync();
    },
  };
}

async function startRecorder(name?: string): Promise<Running & { exited: Promise<number | null> }> {
  const recorder = run(['record', '--out', out(name)], environment());
  await until('the recorder to hear', () => recorder.output().includes('fengsui: recording mqtt://'));
  return recorder;
}

async function replay(name?: string) {
  const replayed = run(['replay', '--site', site(), '--recording', out(name)], environment());
  const code = await replayed.exited;
  const text = replayed.output();
  const facts = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as IncidentFact & { messages: number; rejected: object });
  return { code, text, facts, summary: facts.at(-1) };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
  ports = { http: await freePort(), mqtt: await freePort() };
  writeSite();
  server = await runServer(ports.http, environment());
  fleet = createBeats(await connectAsync(`mqtt://127.0.0.1:${ports.mqtt}`));
});

afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('a recording of a live server', () => {
  it('gives the incidents that the server gave, byte for byte the same each time', async () => {
    const recorder = await startRecorder();
    await until('the devices to be known for a while', () => (fleet?.beats() ?? 0) >= 15, 60_000);
    fleet?.cut();
    const live = await until('the outage', async () => {
      const { items } = await server.get<IncidentPage>('/api/v1/incidents?state=all');
      return items.length > 0 && items;
    });
    expect(await recorder.kill('SIGTERM')).toBe(0);
    expect(recorder.output()).toMatch(/fengsui: \d+ messages in /);
    const [first, second] = [await replay(), await replay()];
    expect(first.code).toBe(0);
    expect(second.text).toBe(first.text);
    const opened = first.facts.filter(({ change }) => change === 'opened');
    const told = ({ type, scope }: Pick<IncidentFact, 'type' | 'scope'>) =>
      `${type} ${scope.kind}:${scope.id}`;
    expect(opened.map(told)).toEqual(live.map(told));
    expect(opened.map(told)).toEqual(['outage node:hub-1']);
    expect(first.summary).toMatchObject({ kind: 'summary', rejected: {} });
  });

  it('can be played when the recorder was killed, but for its last second', async () => {
    const recorder = await startRecorder();
    await until('some beats', () => (fleet?.beats() ?? 0) >= 5);
    await recorder.kill('SIGKILL');
    const { code, text, summary } = await replay();
    expect(code).toBe(0);
    expect(text).toContain('the compressed file is cut short; it was played as far as it goes');
    expect(summary?.messages).toBeGreaterThanOrEqual(SPEAKERS.length * 3);
  });

  it('is not written over another one', async () => {
    writeFileSync(out(), 'mine');
    const recorder = run(['record', '--out', out()], environment());
    expect(await recorder.exited).toBe(1);
    expect(recorder.output()).toContain('is there already');
    expect(readFileSync(out(), 'utf8')).toBe('mine');
  });

  it('ends by itself after the time that was asked for', async () => {
    const recorder = run(['record', '--out', out('short.ndjson'), '--for', '2'], environment());
    expect(await recorder.exited).toBe(0);
    expect((await replay('short.ndjson')).summary?.messages).toBeGreaterThanOrEqual(SPEAKERS.length);
  });
});

describe('replay and record, asked for something that cannot be', () => {
  it('say what is wrong', async () => {
    const refusals: [string[], number, string][] = [
      [['replay', '--recording', 'x'], 2, '--site DIR'],
      [['replay', '--site', site()], 2, '--recording FILE'],
      [['replay', '--site', site(), '--recording', '/dev/null', '--pages'], 2, 'no on-call.yaml'],
      [['replay', '--site', site(), '--recording', '/nowhere'], 1, 'there is no such file'],
      [['replay', '--site', folder, '--recording', join(site(), 'plant.csv')], 1, 'divisions.csv'],
      [['replay', '--site', site(), '--recording', join(site(), 'plant.csv')], 1, 'is a line of a recording'],
      [['replay', '--site', site(), '--recording', '-', '--facts', 'none'], 2, '--facts'],
      [['record'], 2, '--out FILE'],
      [['record', '--out', out(), '--for', 'ever'], 2, '--for'],
      [['record', '--out', join(folder, 'no/such/folder')], 1, 'cannot be written'],
    ];
    for (const [args, code, words] of refusals) {
      const refused = run(args, environment());
      expect([await refused.exited, refused.output()]).toEqual([code, expect.stringContaining(words)]);
    }
  });

  it('say that the broker was never heard, and leave no file', async () => {
    const nobody = { ...environment(), FENGSUI_MQTT_URL: `mqtt://127.0.0.1:${await freePort()}` };
    const recorder = run(['record', '--out', out(), '--for', '1.5'], nobody);
    expect(await recorder.exited).toBe(1);
    expect(recorder.output().match(/trying again/g)).toHaveLength(1);
    expect(recorder.output()).toContain('was never heard; nothing was recorded');
    expect(() => readFileSync(out())).toThrow('ENOENT');
  });
});
