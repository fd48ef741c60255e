import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, constants } from 'node:zlib';
import { connectAsync } from 'mqtt';
import { ServerSettings } from '@fengsui/config/settings';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedBroker } from '../broker/embedded.ts';
import type { BrokerLink } from '../broker/port.ts';
import { createClock } from '../clock.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { record } from './record.ts';
import type { Recorder } from './record.ts';
import { createRecordingFile } from './recording-file.ts';

const TOPIC = 'fengsui/v1/441223/data/eb-1';

let folder: string;
let broker: BrokerLink & { port: number };
let clock: FakeClock;
let said: string[];

const url = (): string => `mqtt://127.0.0.1:${broker.port}`;
const out = (name = 'some.ndjson'): string => join(folder, name);

function startBroker(port = 0) {
  const settings = { ...ServerSettings.parse({}).mqtt.embedded, port, maxRatePerClient: 100_000 };
  const handlers = {
    take: () => 'taken' as const,
    safe: (done: () => void) => done(),
    link: () => undefined,
  };
  return startEmbeddedBroker(settings, 'test', handlers, createClock(), pino({ level: 'silent' }));
}

async function startRecorder(name?: string): Promise<Recorder> {
  const file = await createRecordingFile(out(name), clock);
  return record({
    broker: { url: url() },
    clientId: 'fengsui-record-test',
    file,
    clock,
    say: { heard: () => said.push('heard'), away: () => said.push('away') },
  });
}

const heard = (times = 1) => expect.poll(() => said.filter((word) => word === 'heard')).toHaveLength(times);

async function publish(
  messages: readonly (readonly [string, string | Buffer])[],
  retain = false,
): Promise<void> {
  const client = await connectAsync(url());
  await Promise.all(
    messages.map(([topic, payload]) => client.publishAsync(topic, payload, { qos: 1, retain })),
  );
  await client.endAsync();
}

const linesOf = (bytes: Buffer): unknown[] =>
  bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
  clock = createFakeClock();
  said = [];
  broker = await startBroker();
});

afterEach(async () => {
  await broker.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a recorder', () => {
  it('writes what the broker had kept, what it delivers, and the end', async () => {
    await publish([['fengsui/v1/441223/birth/eb-1', '{"kept":1}']], true);
    const recorder = await startRecorder();
    await expect.poll(recorder.messages).toBe(1);
    clock.pass(1_000);
    await publish([[TOPIC, '{"seq":1}']]);
    await expect.poll(recorder.messages).toBe(2);
    await publish([
      [TOPIC, Buffer.from([0x80])],
      ['fengsui/v1/elsewhere', 'x'],
    ]);
    await expect.poll(recorder.messages).toBe(3);
    clock.pass(1_000);
    const now = clock.now();
    await recorder.stop();
    expect(linesOf(readFileSync(out()))).toEqual([
      { at: now - 2_000, topic: 'fengsui/v1/441223/birth/eb-1', payload: { kept: 1 }, retained: true },
      { at: now - 1_000, topic: TOPIC, payload: { seq: 1 } },
      { at: now - 1_000, topic: TOPIC, raw: '\udc80' },
      { at: now, mark: 'end' },
    ]);
  });

  it('loses and doubles nothing of a flood', async () => {
    const recorder = await startRecorder('flood.ndjson.gz');
    await heard();
    const count = 5_000;
    await publish(Array.from({ length: count }, (_, seq) => [TOPIC, JSON.stringify({ seq })] as const));
    await expect.poll(recorder.messages).toBe(count);
    await recorder.stop();
    const lines = linesOf(gunzipSync(readFileSync(out('flood.ndjson.gz')))) as {
      payload?: { seq: number };
    }[];
    expect(lines).toHaveLength(count + 1);
    expect(new Set(lines.map(({ payload }) => payload?.seq)).size).toBe(count + 1);
  });

  it('says when its link falls and returns, and goes on', async () => {
    const recorder = await startRecorder();
    await heard();
    await broker.close();
    await expect.poll(() => said).toEqual(['heard', 'away']);
    clock.pass(1_000);
    // Nobody is there yet: the next try comes after a longer pause, and is not said again.
    const again = await startBroker(broker.port);
    await expect
      .poll(() => {
        clock.pass(1_000);
        return said;
      })
      .toEqual(['heard', 'away', 'heard']);
    broker = again;
    await publish([[TOPIC, '{}']]);
    await expect.poll(recorder.messages).toBe(1);
    await recorder.stop();
    const lines = linesOf(readFileSync(out())) as { link?: string; topic?: string; mark?: string }[];
    expect(lines.map(({ link, topic, mark }) => link ?? topic ?? mark)).toEqual(['down', 'up', TOPIC, 'end']);
  });

  it('writes nothing of a broker that it never heard', async () => {
    await broker.close();
    const recorder = await startRecorder();
    await expect.poll(() => said).toEqual(['away']);
    await recorder.stop();
    expect(recorder.hasHeard()).toBe(false);
    expect(readFileSync(out())).toHaveLength(0);
    broker = await startBroker();
  });

  it('ends, too, when nothing more can be written', async () => {
    const full = new Error('no space left');
    const file = {
      write: () => undefined,
      settle: () => Promise.reject(full),
      closed: Promise.resolve(),
      end: () => Promise.reject(full),
    };
    const say = { heard: () => said.push('heard'), away: () => said.push('away') };
    const recorder = record({ broker: { url: url() }, clientId: 'full', file, clock, say });
    await heard();
    await publish(Array.from({ length: 100 }, () => [TOPIC, 'x'.repeat(60_000)] as const));
    await expect.poll(recorder.messages).toBe(1);
    const stopped = recorder.stop().catch((error: unknown) => error);
    clock.pass(1_000);
    expect(await stopped).toBe(full);
  });

  it('has on disk what came, within half a second, so that it may be killed', async () => {
    for (const name of ['killed.ndjson', 'killed.ndjson.gz']) {
      const recorder = await startRecorder(name);
      await heard(name.endsWith('gz') ? 2 : 1);
      await publish([[TOPIC, '{}']]);
      await expect.poll(recorder.messages).toBe(1);
      clock.pass(500);
      await expect
        .poll(() => textNow(out(name)))
        .toBe(`{"at":${clock.now() - 500},"topic":"${TOPIC}","payload":{}}\n`);
      await recorder.stop();
    }
  });
});

/** As far as it is on disk. */
function textNow(path: string): string {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  if (bytes.length === 0 || !path.endsWith('.gz')) return bytes.toString();
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
}

describe('the file of a recording', () => {
  it('is never written over', async () => {
    const file = await createRecordingFile(out(), clock);
    file.write('mine');
    await file.end();
    await expect(createRecordingFile(out(), clock)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(out(), 'utf8')).toBe('mine\n');
  });
});
