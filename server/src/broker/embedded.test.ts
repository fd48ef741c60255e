import { connect as connectSocket } from 'node:net';
import type { EventEmitter } from 'node:events';
import { once as onceOf } from 'node:events';
import { ServerSettings } from '@fengsui/config/settings';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import type { Delivery } from './port.ts';
import { startEmbeddedBroker } from './embedded.ts';

const settings = {
  ...ServerSettings.parse({}).mqtt.embedded,
  port: 0,
  maxConnections: 100,
  maxRatePerClient: 5,
};
const log = pino({ level: 'silent' });

let taken: Delivery[];
let refusals: number;
/** While it is, what would be acknowledged waits here. */
let isDiskAway: boolean;
let held: (() => void)[];
let broker: Awaited<ReturnType<typeof startEmbeddedBroker>>;
const clients: MqttClient[] = [];

function start(port = 0) {
  const take = (delivery: Delivery): 'taken' | 'later' => {
    if (refusals-- > 0) return 'later';
    taken.push(delivery);
    return 'taken';
  };
  return startEmbeddedBroker(
    { ...settings, port },
    'host-1',
    { take, safe: (done) => (isDiskAway ? held.push(done) : done()), link: () => undefined },
    createClock(),
    log,
  );
}

async function client(clientId = 'fengsui-d-1'): Promise<MqttClient> {
  const connected = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { clientId, reconnectPeriod: 0 });
  clients.push(connected);
  return connected;
}

/** mqtt.js types its events in a way of its own. */
const once = (emitter: unknown, name: string): Promise<unknown[]> => onceOf(emitter as EventEmitter, name);

const said = (): string[] => taken.map(({ topic, payload }) => `${topic} ${Buffer.from(payload).toString()}`);

beforeEach(async () => {
  taken = [];
  refusals = 0;
  isDiskAway = false;
  held = [];
  broker = await start();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((c) => c.endAsync(true)));
  await broker.close();
});

describe('the embedded broker', () => {
  it('acknowledges what it has taken only when that is on the disk', async () => {
    isDiskAway = true;
    const device = await client();
    let acknowledged = 0;
    const sent = ['a', 'b'].map((text) =>
      device.publishAsync('fengsui/v1/441223/data/d-1', text, { qos: 1 }).then(() => acknowledged++),
    );
    await expect.poll(() => taken.length).toBe(2);
    await device.publishAsync('fengsui/v1/441223/data/d-1', 'unacknowledged anyway', { qos: 0 });
    expect(acknowledged).toBe(0);
    for (const done of held) done();
    await Promise.all(sent);
  });

  it('acknowledges a message when it was taken, not before', async () => {
    refusals = 1;
    const device = await client();
    const order: string[] = [];
    const published = device
      .publishAsync('fengsui/v1/441223/data/d-1', 'x', { qos: 1 })
      .then(() => order.push('acknowledged'));
    expect(taken).toEqual([]);
    await published;
    expect(said()).toEqual(['fengsui/v1/441223/data/d-1 x']);
    expect(order).toEqual(['acknowledged']);
    expect(refusals).toBe(-1);
  });

  it('hands over the will of a device that is cut off', async () => {
    const will = {
      topic: 'fengsui/v1/441223/death/d-2',
      payload: Buffer.from('gone'),
      qos: 1,
      retain: true,
    } as const;
    const device = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
      clientId: 'd-2',
      will,
      reconnectPeriod: 0,
    });
    device.stream.destroy();
    await expect.poll(said).toEqual(['fengsui/v1/441223/death/d-2 gone']);
  });

  it('passes commands to the device that they are for', async () => {
    const device = await client();
    await device.subscribeAsync('fengsui/v1/441223/cmd/d-1', { qos: 1 });
    const message = once(device, 'message');
    broker.publish('fengsui/v1/441223/cmd/d-1', 'please');
    expect(String((await message)[1])).toBe('please');
  });

  it('says that it is there, to whoever asks later', async () => {
    const device = await client();
    const message = once(device, 'message');
    await device.subscribeAsync('fengsui/v1/STATE/host-1');
    expect(JSON.parse(String((await message)[1]))).toMatchObject({ v: 1, online: true });
  });

  it('ends a client that speaks in the name of the server', async () => {
    const device = await client();
    const closed = once(device, 'close');
    device.publish('fengsui/v1/STATE/host-1', '{"v":1,"online":false,"ts":1}', { qos: 1 });
    await closed;
    expect(taken).toEqual([]);
  });

  it('ends a client that floods it, and keeps what came before', async () => {
    const device = await client();
    const closed = once(device, 'close');
    for (let i = 0; i < 200; i++) device.publish('fengsui/v1/441223/data/d-1', String(i), { qos: 0 });
    await closed;
    expect(taken.length).toBe(5 * 10);
  });

  it('ends a connection that announces a packet larger than any message', async () => {
    const socket = connectSocket(broker.port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    await closed;
    expect(taken).toEqual([]);
  });

  it('names the port and the setting when the port is in use', async () => {
    await expect(start(broker.port)).rejects.toThrow(
      `the embedded broker cannot listen on 127.0.0.1:${broker.port}: the port is in use; stop what uses it, or choose another with FENGSUI_MQTT_PORT`,
    );
  });
});
