import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { TOPIC_ROOT } from '@fengsui/config/contract';

/**
 * Connections to a broker that a fleet shares. A hundred thousand sockets are not what is being tried
 * here: each connection speaks for many devices, and the will of a device is published by it, where a
 * broker would have done so.
 */
export interface Pool {
  /** QoS 1; `done` when the broker has acknowledged it. A device's messages keep their order. */
  publish(device: number, topic: string, text: string, retain: boolean, done: () => void): void;
  /** How many connections are there now. */
  connected(): number;
  close(): Promise<void>;
}

export interface PoolOptions {
  port: number;
  connections: number;
  /** What the server says to a device. */
  command(topic: string, payload: Uint8Array): void;
}

const AT_ONCE = 50;
const RECONNECT_MS = 500;

export async function openPool({ port, connections, command }: PoolOptions): Promise<Pool> {
  const url = `mqtt://127.0.0.1:${port}`;
  const clients: MqttClient[] = [];
  const connect = (name: string): Promise<MqttClient> =>
    connectAsync(url, { clientId: `fengsui-drill-${name}`, reconnectPeriod: RECONNECT_MS, keepalive: 60 });
  const ear = await connect('ear');
  ear.on('message', command);
  await ear.subscribeAsync(`${TOPIC_ROOT}/+/cmd/+`, { qos: 1 });
  while (clients.length < connections) {
    const size = Math.min(AT_ONCE, connections - clients.length);
    const names = Array.from({ length: size }, (_, i) => String(clients.length + i + 1));
    clients.push(...(await Promise.all(names.map(connect))));
  }
  return {
    publish(device, topic, text, retain, done) {
      const client = clients[device % clients.length];
      client?.publish(topic, text, { qos: 1, retain }, (error) => {
        if (!error) done();
      });
    },
    connected: () => clients.filter((client) => client.connected).length,
    async close() {
      await Promise.all([ear, ...clients].map((client) => client.endAsync(true)));
    },
  };
}
