import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Uplink } from '@fengsui/config/contract';
import { decodeBytes } from '@fengsui/config/contract';
import { Aedes } from 'aedes';

export interface TestBroker {
  url: string;
  /** Every message of a device, in order of arrival; the wills that the broker publishes too. */
  messages: Uplink[];
  /** What is retained now, by topic. */
  retained: Map<string, string>;
  /** Client ids in the order in which they connected. */
  connected: string[];
  /** What was not in the form of the contract. */
  wrong: string[];
  /** Sends a command to a device. */
  command(device: string, command: object, retain?: boolean): Promise<void>;
  /** Ends every connection and takes no new one. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** Ends the connections there are. */
  throwOut(): void;
  close(): Promise<void>;
}

/** A real broker on a port of its own, which remembers across `goDown` what it was told. */
export async function startBroker(county = '441200'): Promise<TestBroker> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  let server = createServer();
  let port = 0;

  async function listen(): Promise<void> {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
      aedes.handle(socket);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  }

  const throwOut = () => sockets.forEach((socket) => socket.destroy());

  await listen();
  const broker: TestBroker = {
    url: `mqtt://127.0.0.1:${port}`,
    messages: [],
    retained: new Map(),
    connected: [],
    wrong: [],
    throwOut,
    comeBack: listen,
    goDown() {
      throwOut();
      return ended(server);
    },
    command: (device, command, retain = false) =>
      new Promise((resolve, reject) => {
        const topic = `fengsui/v1/${county}/cmd/${device}`;
        const payload = JSON.stringify({ v: 1, ts: 1, args: {}, ...command });
        const packet = { cmd: 'publish', qos: 1, dup: false, retain, topic, payload } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    async close() {
      throwOut();
      await ended(server);
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
  aedes.on('client', ({ id }) => void broker.connected.push(id));
  aedes.on('publish', ({ topic, payload, retain }) => {
    if (topic.startsWith('$') || topic.includes('/cmd/')) return;
    const bytes = Buffer.from(payload);
    const decoded = decodeBytes(topic, bytes);
    if (decoded.ok) broker.messages.push(decoded.message);
    else broker.wrong.push(`${topic}: ${decoded.detail}`);
    if (retain) broker.retained.set(topic, bytes.toString());
  });
  return broker;
}

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Waits until something is so; asks again and again, at most so long. */
export async function until(isSo: () => boolean, what: string, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
