import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { ServerSettings } from '@fengsui/config/settings';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { connectBroker } from './outside.ts';
import type { BrokerLink, Delivery } from './port.ts';

let aedes: Aedes;
let server: Server;
let sockets: Set<Socket>;
let port = 0;
let device: MqttClient;
let link: BrokerLink;
let taken: Delivery[];
let links: string[];
/** While it is, what would be acknowledged waits here. */
let isDiskAway: boolean;
let held: (() => void)[];
let refusals: number;

function listen(wanted: number): Promise<number> {
  sockets = new Set();
  server = createServer((socket) => {
    sockets.add(socket);
    aedes.handle(socket);
  });
  return new Promise((resolve) =>
    server.listen(wanted, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

function cut(): void {
  server.close();
  for (const socket of sockets) socket.destroy();
}

function connectServer(): BrokerLink {
  const settings = { ...ServerSettings.parse({}).mqtt, url: `mqtt://user:secret@127.0.0.1:${port}` };
  const take = (delivery: Delivery): 'taken' | 'later' => {
    if (refusals-- > 0) return 'later';
    taken.push(delivery);
    return 'taken';
  };
  return connectBroker(
    settings,
    'host-1',
    {
      take,
      safe: (done) => (isDiskAway ? held.push(done) : done()),
      link: (state) => links.push(state),
    },
    createClock(),
    pino({ level: 'silent' }),
  );
}

const connectDevice = () => connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'd-1', reconnectPeriod: 0 });
const say = (text: string) => device.publishAsync('fengsui/v1/441223/data/d-1', text, { qos: 1 });
const said = () => taken.map(({ payload }) => Buffer.from(payload).toString());

beforeEach(async () => {
  taken = [];
  links = [];
  refusals = 0;
  isDiskAway = false;
  held = [];
  aedes = await Aedes.createBroker();
  port = await listen(0);
  device = await connectDevice();
  link = connectServer();
  await expect.poll(() => links).toEqual(['up']);
});

afterEach(async () => {
  await device.endAsync(true);
  await link.close();
  cut();
  await new Promise<void>((resolve) => aedes.close(resolve));
});

describe('the session with an outside broker', () => {
  it('takes what devices say, and tells what the broker had kept', async () => {
    await say('one');
    await expect.poll(said).toEqual(['one']);
    expect(taken[0]?.retained).toBe(false);
  });

  it('offers a message again that could not be written down, before any later one', async () => {
    refusals = 2;
    await say('one');
    await say('two');
    await expect.poll(said).toEqual(['one', 'two']);
  });

  it('acknowledges nothing before it is on the disk: the broker sends it again', async () => {
    isDiskAway = true;
    await say('one');
    await say('two');
    await expect.poll(said).toEqual(['one', 'two']);
    cut();
    isDiskAway = false;
    await listen(port);
    await expect.poll(said, { timeout: 10_000 }).toEqual(['one', 'two', 'one', 'two']);
  });

  it('stops while it may not acknowledge, and leaves the messages with the broker', async () => {
    isDiskAway = true;
    await say('one');
    await expect.poll(said).toEqual(['one']);
    await link.close();
    isDiskAway = false;
    link = connectServer();
    await expect.poll(said).toEqual(['one', 'one']);
  });

  it('finds in its session what came while it was away', async () => {
    await link.close();
    await say('meanwhile');
    link = connectServer();
    await expect.poll(said).toEqual(['meanwhile']);
  });

  it('says that it is blind while the broker is gone, and comes back by itself', async () => {
    cut();
    await expect.poll(() => links).toEqual(['up', 'down']);
    expect(link.trouble()).toBeDefined();
    await listen(port);
    await expect.poll(() => links, { timeout: 10_000 }).toEqual(['up', 'down', 'up']);
    device = await connectDevice();
    await say('back');
    await expect.poll(said).toEqual(['back']);
    expect(link.trouble()).toBeUndefined();
  });

  it('tells in its trouble nothing that is secret', async () => {
    cut();
    await expect.poll(() => link.trouble()).toBeDefined();
    expect(link.trouble()).not.toContain('secret');
  });
});
