import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { Aedes } from 'aedes';
import { connect, connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import type { SessionChange } from './brief-session.ts';
import { changeSession, readHostState } from './brief-session.ts';

const X = '441223';
const clock = createClock();

let aedes: Aedes;
let server: Server;
let url: string;
let remembered: readonly string[] | undefined;

const change = (over: Partial<SessionChange> = {}): SessionChange => ({
  address: { url },
  clientId: 'fengsui-server-south',
  memory: { read: () => remembered, write: (filters) => void (remembered = filters) },
  name: 'south',
  clock,
  awaits: [X],
  ...over,
});

/** What waits in the server's session, in order. */
async function waiting(least: number): Promise<string[]> {
  const heard: string[] = [];
  const client = connect(url, { clientId: 'fengsui-server-south', clean: false, protocolVersion: 4 });
  client.on('message', (_topic, payload) => heard.push(payload.toString()));
  await new Promise((resolve) => client.once('connect', resolve));
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(least);
  await client.publishAsync('fengsui/v1/441284/data/a', 'last', { qos: 1 });
  await expect.poll(() => heard).toContain('last');
  await client.endAsync();
  return heard;
}

beforeEach(async () => {
  aedes = await Aedes.createBroker();
  server = createServer(aedes.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  remembered = ['fengsui/v1/441284/+/+'];
  const options = { clientId: 'fengsui-server-south', clean: false, protocolVersion: 4 } as const;
  const before = await connectAsync(url, options);
  await before.subscribeAsync('fengsui/v1/441284/+/+', { qos: 1 });
  await before.endAsync();
});

afterEach(async () => {
  server.close();
  await new Promise<void>((resolve) => aedes.close(resolve));
});

describe('the session of a server that is stopped', () => {
  it('gets a county from now on, and keeps everything that waits in it', async () => {
    const device = await connectAsync(url);
    const say = (county: string, text: string) =>
      device.publishAsync(`fengsui/v1/${county}/data/a`, text, { qos: 1 });
    for (let i = 0; i < 50; i++) await say('441284', `own ${i}`);
    await say(X, 'too early');
    await changeSession(change(), X, 'kept');
    await say(X, 'awaited');
    await device.endAsync();
    const own = Array.from({ length: 50 }, (_, i) => `own ${i}`);
    expect(await waiting(51)).toEqual([...own, 'awaited', 'last']);
    expect(remembered).toEqual(['fengsui/v1/441284/+/+', `fengsui/v1/${X}/+/+`]);
  });

  it('lets a county go', async () => {
    await changeSession(change(), X, 'kept');
    await changeSession(change({ awaits: [] }), X, 'let go');
    const device = await connectAsync(url);
    await device.publishAsync(`fengsui/v1/${X}/data/a`, 'unwanted', { qos: 1 });
    await device.endAsync();
    expect(await waiting(0)).toEqual(['last']);
    expect(remembered).toEqual(['fengsui/v1/441284/+/+']);
  });

  it('tells others what is awaited', async () => {
    await changeSession(change(), X, 'kept');
    const state: unknown = JSON.parse((await readHostState({ url }, 'south', clock)) ?? '');
    expect(state).toMatchObject({ v: 1, online: false, awaits: [X] });
  });

  it('says which broker does not answer, without what is secret', async () => {
    const nobody = change({ address: { url: 'mqtt://user:secret@127.0.0.1:1' } });
    await expect(changeSession(nobody, X, 'kept')).rejects.toThrow('the broker mqtt://127.0.0.1:1');
    await expect(changeSession(nobody, X, 'kept')).rejects.not.toThrow('secret');
  });
});
