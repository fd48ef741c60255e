import { getEventListeners, once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { createDial } from './connection.ts';
import { deathMessage } from './wire.ts';

const sender = { county: '441200', device: 'gw-1' };
const dial = createDial(createClock());
let servers: Server[] = [];

afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

async function listen(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    answer(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const connect = (url: string, signal = new AbortController().signal) =>
  dial({
    broker: { url, version: '3.1.1' },
    clientId: 'fengsui-gw-1',
    keepaliveS: 30,
    will: deathMessage(sender, { boot: 'aa', reason: 'lost' }),
    onMessage: () => {},
    signal,
  });

/** CONNACK with a return code. */
const connack = (code: number) => Buffer.from([0x20, 2, 0, code]);

describe('dialling', () => {
  it('ends with the reason when the broker refuses', async () => {
    const url = await listen((socket) => socket.once('data', () => socket.end(connack(5))));
    await expect(connect(url)).rejects.toThrow('Not authorized');
  });

  it('ends when what answers is no broker', async () => {
    const url = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(connect(url)).rejects.toThrow(/./);
  });

  it('can be given up', async () => {
    const url = await listen(() => {});
    const giveUp = new AbortController();
    const dialled = connect(url, giveUp.signal);
    setImmediate(() => giveUp.abort());
    await expect(dialled).rejects.toThrow('ended');
  });

  it('leaves nothing behind, however often it fails', async () => {
    const url = await listen((socket) => socket.destroy());
    const { signal } = new AbortController();
    for (let i = 0; i < 20; i++) await expect(connect(url, signal)).rejects.toThrow(/./);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a connection', () => {
  it('fails what was published when it ends before the acknowledgement', async () => {
    const url = await listen((socket) => {
      socket.once('data', () => {
        socket.write(connack(0));
        socket.once('data', () => socket.destroy());
      });
    });
    const connection = await connect(url);
    const message = { topic: 'a', payload: '{}', retain: false };
    await expect(connection.publish(message)).rejects.toThrow('ended');
    expect(connection.isOpen()).toBe(false);
    await expect(connection.publish(message)).rejects.toThrow('ended');
  });
});
