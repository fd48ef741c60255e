import type { Socket } from 'node:net';
import { connect as connectSocket } from 'node:net';
import { ServerSettings } from '@fengsui/config/settings';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerSettings as Settings } from '@fengsui/config/settings';
import {
  PING,
  connectPacket,
  createReader,
  publishPacket,
  subscribePacket,
} from '../../test/storm/packets.js';
import { createClock } from '../clock.ts';
import { startEmbeddedBroker } from './embedded.ts';

type Limits = Settings['mqtt']['embedded'];

const TOPIC = 'fengsui/v1/441223/data/d-1';
const log = pino({ level: 'silent' });

let broker: Awaited<ReturnType<typeof startEmbeddedBroker>>;
let taken: string[];
const open: Socket[] = [];

async function start(limits: Partial<Limits> = {}): Promise<void> {
  taken = [];
  broker = await startEmbeddedBroker(
    { ...ServerSettings.parse({}).mqtt.embedded, port: 0, ...limits },
    'host-1',
    {
      take: ({ topic, payload }) => (taken.push(`${topic} ${Buffer.from(payload).toString()}`), 'taken'),
      safe: (done) => done(),
      link: () => undefined,
    },
    createClock(),
    log,
  );
}

/** A connection that has sent these bytes, and what it was told. */
function raw(...bytes: Buffer[]) {
  const socket = connectSocket({ port: broker.port, host: '127.0.0.1' });
  open.push(socket);
  const said: { connack: number[]; puback: number[]; granted: number[][]; messages: string[] } = {
    ...{ connack: [], puback: [], granted: [], messages: [] },
  };
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.on(
    'data',
    createReader({
      connack: (code) => said.connack.push(code),
      puback: (id) => said.puback.push(id),
      suback: (granted) => said.granted.push(granted),
      publish: ({ topic }) => said.messages.push(topic),
    }),
  );
  for (const each of bytes) socket.write(each);
  return { socket, said, ended };
}

const client = (clientId: string) => raw(connectPacket({ clientId }));
const refused = (): Readonly<Record<string, number>> => broker.refused?.() ?? {};

async function accepted(clientId: string) {
  const one = client(clientId);
  await expect.poll(() => one.said.connack).toEqual([0]);
  return one;
}

/** A device that was there before, and is served as if nothing were. */
async function expectServed(device: ReturnType<typeof client>): Promise<void> {
  const before = device.said.puback.length;
  device.socket.write(publishPacket({ topic: TOPIC, payload: 'x', id: 7 }));
  await expect.poll(() => device.said.puback.length).toBe(before + 1);
}

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await broker.close();
});

describe('what clients may cost the embedded broker', () => {
  it('is not raised by noise, half packets and what comes before or instead of a CONNECT', async () => {
    await start();
    const device = await accepted('fengsui-d-1');
    const old = connectPacket({ clientId: 'x' });
    old[8] = 9;
    const attacks = [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37) % 256)),
      Buffer.from([0xf0, 0xff, 0xff, 0xff, 0xff, 0xff]),
      publishPacket({ topic: TOPIC, payload: 'y', id: 1 }),
      subscribePacket(1, ['#']),
      PING,
      old,
    ].map((bytes) => raw(bytes));
    const half = raw(connectPacket({ clientId: 'half' }).subarray(0, 9));
    await Promise.all(attacks.map(({ ended }) => ended));
    await expectServed(device);
    expect(half.socket.destroyed).toBe(false);
    expect(taken).toEqual([`${TOPIC} x`]);
    expect(Object.keys(refused())).toContain('protocol');
  });

  it('ends whoever speaks for the server, is too large, too much or too often', async () => {
    await start({ maxBytesPerClient: 14_000, maxRatePerClient: 100_000 });
    const device = await accepted('fengsui-d-1');
    const reserved = await accepted('a');
    reserved.socket.write(publishPacket({ topic: 'fengsui/v1/STATE/host-1', payload: '{}', id: 1 }));
    const hidden = await accepted('b');
    hidden.socket.write(publishPacket({ topic: '$SYS/x', payload: '{}', id: 1 }));
    const large = await accepted('c');
    large.socket.write(Buffer.from([0x32, 0xff, 0xff, 0x7f]));
    const much = await accepted('d');
    for (let i = 0; i < 5; i++)
      much.socket.write(publishPacket({ topic: TOPIC, payload: Buffer.alloc(40_000), id: 1 + i }));
    const often = await accepted('e');
    often.socket.write(Buffer.concat(Array<Buffer>(1_000).fill(PING)));
    await Promise.all([reserved, hidden, large, much, often].map(({ ended }) => ended));
    expect(refused()).toMatchObject({ topic: 2, packet_size: 1, byte_rate: 1, control_rate: 1 });
    await expectServed(device);
  });

  it('lets newcomers in one after the other, and sends away those that would wait too long', async () => {
    await start({ maxConnectsPerSecond: 2 });
    const many = Array.from({ length: 60 }, (_, i) => client(`fengsui-d-${i}`));
    await expect.poll(() => refused()['newcomers']).toBeGreaterThanOrEqual(60 - 2 - 20 - 2);
    await expect.poll(() => many.filter(({ said }) => said.connack[0] === 0).length).toBeGreaterThan(4);
    expect(broker.connections?.()).toBeLessThan(60);
  });

  it('holds each address to its number of connections', async () => {
    await start({ maxConnectionsPerAddress: 2 });
    const first = await accepted('a');
    await accepted('b');
    await client('c').ended;
    expect(refused()).toEqual({ connections_of_address: 1 });
    first.socket.destroy();
    await first.ended;
    await expect.poll(() => broker.connections?.()).toBe(1);
    await accepted('d');
  });

  it('lets two boxes that bear one id take over from each other a few times, and not for ever', async () => {
    await start({ maxTakeoversPerMinute: 3 });
    let there = await accepted('fengsui-d-1');
    for (let i = 0; i < 3; i++) {
      const next = await accepted('fengsui-d-1');
      await there.ended;
      there = next;
    }
    const late = client('fengsui-d-1');
    await late.ended;
    expect(late.said.connack).toEqual([]);
    expect(refused()).toEqual({ takeover: 1 });
    await expectServed(there);
  });

  it('lets nobody take over who has gone already when his turn comes', async () => {
    await start();
    const there = await accepted('fengsui-d-1');
    const will = { topic: 'fengsui/v1/441223/death/d-1', payload: 'lost' };
    const gone = raw(connectPacket({ clientId: 'fengsui-d-1', will }));
    gone.socket.end();
    await gone.ended;
    await expectServed(there);
    expect(gone.said.connack).toEqual([]);
    expect(taken).toEqual([`${TOPIC} x`]);
  });

  it('grants so many subscriptions to a client, and so many with a wildcard to all', async () => {
    await start({ maxSubscriptionsPerClient: 3, maxWatchers: 2 });
    const one = await accepted('a');
    one.socket.write(subscribePacket(1, ['x/1', '#', 'x/2', 'x/3', '$SYS/#']));
    await expect.poll(() => one.said.granted).toEqual([[1, 1, 1, 128, 128]]);
    const other = await accepted('b');
    other.socket.write(subscribePacket(1, ['+/x', 'y/#']));
    await expect.poll(() => other.said.granted).toEqual([[1, 128]]);
    one.socket.destroy();
    await expect.poll(() => broker.connections?.()).toBe(1);
    other.socket.write(subscribePacket(2, ['y/#']));
    await expect.poll(() => other.said.granted).toEqual([[1, 128], [1]]);
    expect(refused()).toEqual({ subscriptions: 1, topic: 1, watchers: 1 });
  });

  it('ends a subscriber that does not read, and makes nobody else wait for it', async () => {
    await start({ maxUnreadBytesPerClient: 1024 * 1024, maxRatePerClient: 100_000 });
    const asleep = await accepted('asleep');
    asleep.socket.write(subscribePacket(1, ['#']));
    await expect.poll(() => asleep.said.granted).toEqual([[1]]);
    asleep.socket.pause();
    const awake = await accepted('awake');
    awake.socket.write(subscribePacket(1, ['fengsui/v1/+/data/+']));
    await expect.poll(() => awake.said.granted).toEqual([[1]]);
    const device = await accepted('fengsui-d-1');
    const payload = Buffer.alloc(60_000);
    let sent = 0;
    while (refused()['unread'] === undefined) {
      device.socket.write(publishPacket({ topic: TOPIC, payload, id: 1 + (sent++ % 60_000) }));
      await expect.poll(() => device.said.puback.length).toBe(sent);
    }
    await expect.poll(() => awake.said.messages.length).toBe(sent);
    expect(refused()).toEqual({ unread: 1 });
  });

  it('keeps births and deaths for later subscribers, and nothing else', async () => {
    await start();
    const device = await accepted('fengsui-d-1');
    const topics = ['birth', 'data', 'death', 'event'].map((verb) => `fengsui/v1/441223/${verb}/d-1`);
    [...topics, 'some/thing'].forEach((topic, i) =>
      device.socket.write(publishPacket({ topic, payload: '{}', id: i + 1, retain: true })),
    );
    await expect.poll(() => device.said.puback.length).toBe(5);
    const later = await accepted('later');
    later.socket.write(subscribePacket(1, ['fengsui/v1/441223/#', 'some/#']));
    await expect.poll(() => later.said.messages.length).toBe(2);
    expect(later.said.messages.sort()).toEqual([topics[0], topics[2]]);
    const exact = await accepted('exact');
    exact.socket.write(subscribePacket(1, [...topics, 'fengsui/v1/STATE/host-1']));
    await expect.poll(() => exact.said.messages.length).toBe(3);
    device.socket.write(publishPacket({ topic: topics[0] ?? '', payload: '', id: 9, retain: true }));
    await expect.poll(() => device.said.puback.length).toBe(6);
    const last = await accepted('last');
    last.socket.write(subscribePacket(1, topics));
    await expect.poll(() => last.said.messages).toEqual([topics[2]]);
  });

  it('tells of nobody that he is lost when it is the broker that goes', async () => {
    await start();
    const will = { topic: 'fengsui/v1/441223/death/d-2', payload: 'lost' };
    const device = raw(connectPacket({ clientId: 'fengsui-d-2', will }));
    await expect.poll(() => device.said.connack).toEqual([0]);
    await broker.close();
    expect(taken).toEqual([]);
  });
});
