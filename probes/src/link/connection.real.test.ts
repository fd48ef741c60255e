import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect as connectTcp, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../broker-fixture.ts';
import { createClock } from '../clock.ts';
import type { Broker, Connection } from './connection.ts';
import { createDial } from './connection.ts';
import { deathMessage, liveMessage } from './wire.ts';

const sender = { county: '441200', device: 'gw-real' };
const dial = createDial(createClock());

let folder: string;
let mosquitto: ChildProcess;
let ports: { plain: number; tls: number; sockets: number };
const open: Connection[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  ports = { plain: await freePort(), tls: await freePort(), sockets: await freePort() };
  makeCertificate();
  const settings = join(folder, 'mosquitto.conf');
  writeFileSync(settings, configuration());
  mosquitto = spawn('mosquitto', ['-c', settings], { stdio: 'ignore' });
  await until(isListening(ports.sockets), 'Mosquitto');
});
afterAll(async () => {
  await Promise.all(open.map((connection) => connection.end()));
  if (mosquitto.exitCode !== null) return;
  const exit = once(mosquitto, 'exit');
  mosquitto.kill();
  await exit;
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until somebody listens. */
function isListening(port: number): () => boolean {
  let isUp = false;
  const ask = () => {
    const socket = connectTcp(port, '127.0.0.1');
    socket.on('connect', () => {
      isUp = true;
      socket.destroy();
    });
    socket.on('error', () => setTimeout(ask, 50));
  };
  ask();
  return () => isUp;
}

function makeCertificate(): void {
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...subject, ...files], { stdio: 'ignore' });
}

function configuration(): string {
  return `
per_listener_settings true
user ${userInfo().username}
listener ${ports.plain} 127.0.0.1
allow_anonymous true
listener ${ports.tls} 127.0.0.1
allow_anonymous true
certfile ${join(folder, 'cert.pem')}
keyfile ${join(folder, 'key.pem')}
listener ${ports.sockets} 127.0.0.1
protocol websockets
allow_anonymous true
`;
}

interface Wish extends Partial<Broker> {
  clientId?: string;
  boot?: string;
  onMessage?: (payload: Buffer) => void;
}

async function connect({ clientId, boot = 'aa', onMessage, ...broker }: Wish): Promise<Connection> {
  const connection = await dial({
    broker: { url: `mqtt://127.0.0.1:${ports.plain}`, version: '3.1.1', ...broker },
    clientId: clientId ?? `real-${open.length}`,
    keepaliveS: 30,
    will: deathMessage(sender, { boot, reason: 'lost' }),
    onMessage: (payload) => onMessage?.(payload),
    signal: new AbortController().signal,
  });
  open.push(connection);
  return connection;
}

const sample = () => liveMessage(sender, { boot: 'aa', seq: 1, ts: 1, m: {} });

describe('a connection to Mosquitto', () => {
  it.each(['3.1.1', '5'] as const)('acknowledges what is published over MQTT %s', async (version) => {
    const heard: string[] = [];
    const listener = await connect({ version, onMessage: (payload) => heard.push(payload.toString()) });
    await listener.subscribe(sample().topic);
    const connection = await connect({ version });
    await connection.publish(sample());
    await until(() => heard.length === 1, 'the message');
    expect(heard).toEqual([sample().payload]);
  });

  it('is made over TLS only to whom the certificate fits', async () => {
    const url = `mqtts://localhost:${ports.tls}`;
    await expect(connect({ url })).rejects.toThrow(/self.signed/);
    const connection = await connect({ url, ca: join(folder, 'cert.pem') });
    await connection.publish(sample());
  });

  it('is made over WebSocket', async () => {
    const connection = await connect({ url: `ws://127.0.0.1:${ports.sockets}` });
    await connection.publish(sample());
  });

  it('fails with the reason where nobody listens', async () => {
    await expect(connect({ url: `mqtt://127.0.0.1:${await freePort()}` })).rejects.toThrow('ECONNREFUSED');
  });

  it('leaves its will behind when it is lost, and none when it takes leave', async () => {
    const heard: string[] = [];
    const listener = await connect({ onMessage: (payload) => heard.push(payload.toString()) });
    await listener.subscribe(deathMessage(sender, { boot: 'aa', reason: 'lost' }).topic);
    const polite = await connect({ boot: 'a0' });
    await polite.end();
    const box = await connect({ clientId: 'cloned', boot: 'b0' });
    await connect({ clientId: 'cloned', boot: 'c0' });
    expect(await box.closed).toContain('ended');
    await until(() => heard.length > 0, 'the will');
    expect(heard.map((payload) => JSON.parse(payload) as object)).toMatchObject([
      { boot: 'b0', reason: 'lost' },
    ]);
  });
});
