import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect as connectTcp, isIP } from 'node:net';
import type { IClientOptions } from 'mqtt';
import { MqttClient, connect as connectAny } from 'mqtt';
import type { Clock } from '../clock.ts';
import type { Message } from './wire.ts';

/** One connection to a broker, from CONNACK to its end. It never comes back: another one is dialled. */
export interface Connection {
  /** Answers when the broker has acknowledged; rejects when it refuses or the connection ends before. */
  publish(message: Message): Promise<void>;
  subscribe(topic: string): Promise<void>;
  isOpen(): boolean;
  /** Why it ended; never rejects. */
  readonly closed: Promise<string>;
  /** Takes leave, so that the broker does not publish the will. */
  end(): Promise<void>;
}

export interface Broker {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`; may hold a name and a password. */
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  /** A file with the certificates to trust instead of the system's. */
  ca?: string | undefined;
  version: '3.1.1' | '5';
}

export interface DialOptions {
  broker: Broker;
  clientId: string;
  keepaliveS: number;
  will: Message;
  onMessage: (payload: Buffer, isRetained: boolean) => void;
  /** Ends a try that is under way. */
  signal: AbortSignal;
}

/** Rejects with the reason when no connection comes about. */
export type Dial = (options: DialOptions) => Promise<Connection>;

const CONNECT_WITHIN_MS = 20_000;
/** Longer than a slow line needs for the largest message: what is not acknowledged then never will be. */
const ACK_WITHIN_MS = 30_000;
const LEAVE_WITHIN_MS = 1_000;

/** Dials with mqtt.js, of which neither the queue nor the reconnecting is used: both forget at a restart. */
export function createDial(clock: Clock): Dial {
  return async (options) => {
    const client = await createClient(options);
    return new Promise((resolve, reject) => {
      let reason = 'the broker ended the connection';
      client.on('error', (error) => {
        reason = error.message || String((error as { code?: unknown }).code ?? error);
        client.stream.destroy();
      });
      client.on('disconnect', ({ reasonCode }) => {
        reason = `the broker ended the connection, reason ${reasonCode ?? 'not told'}`;
      });
      const closed = new Promise<string>((ended) => client.on('close', () => ended(reason)));
      const abort = () => client.stream.destroy();
      const settled = () => options.signal.removeEventListener('abort', abort);
      options.signal.addEventListener('abort', abort);
      client.on('connect', () => {
        settled();
        resolve(wrap(client, closed, clock));
      });
      client.on('message', (_topic, payload, { retain }) => options.onMessage(payload, retain));
      void closed.then((why) => {
        settled();
        reject(new Error(why));
      });
    });
  };
}

async function createClient(options: DialOptions): Promise<MqttClient> {
  const { url, ca } = options.broker;
  const { protocol, hostname, port, username, password } = new URL(url);
  const settings = {
    ...(username ? { username: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
    ...clientOptions(options),
  };
  // Through mqtt.js's own way of connecting all of WebSocket and SOCKS would be loaded each time.
  if (protocol === 'ws:' || protocol === 'wss:') return connectAny(url, settings);
  const host = hostname.replace(/^\[|\]$/g, '');
  const open =
    protocol === 'mqtts:'
      ? await tlsTo(host, Number(port) || 8883, ca)
      : () => connectTcp({ host, port: Number(port) || 1883 });
  return new MqttClient(() => open().setNoDelay(true), settings);
}

async function tlsTo(host: string, port: number, ca: string | undefined): Promise<() => Socket> {
  // Loaded where it is needed: TLS takes 4 MB.
  const { connect } = await import('node:tls');
  const trusted = ca === undefined ? {} : { ca: readFileSync(ca) };
  return () => connect({ host, port, ...(isIP(host) ? {} : { servername: host }), ...trusted });
}

function clientOptions({ broker, clientId, keepaliveS, will }: DialOptions): IClientOptions {
  const { username, password, ca, version } = broker;
  return {
    clientId,
    protocolVersion: version === '5' ? 5 : 4,
    keepalive: keepaliveS,
    connectTimeout: CONNECT_WITHIN_MS,
    clean: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    // The cache is 65,536 buffers made in advance: 8 MB for a probe that sends twice a minute.
    writeCache: false,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
  };
}

function wrap(client: MqttClient, closed: Promise<string>, clock: Clock): Connection {
  let isOpen = true;
  // Not a race with one promise of the end: that would hold on to every message until then.
  const pending = new Set<(error: Error) => void>();
  void closed.then((why) => {
    isOpen = false;
    for (const fail of pending) fail(new Error(why));
  });

  function within(what: string, act: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!isOpen) return reject(new Error('the connection has ended'));
      const settle = (error?: Error | null) => {
        giveUp();
        pending.delete(settle);
        if (error) reject(error);
        else resolve();
      };
      const giveUp = clock.after(ACK_WITHIN_MS, () => {
        client.emit('error', new Error(`${what} was not acknowledged in time`));
      });
      pending.add(settle);
      act(settle);
    });
  }

  return {
    publish: ({ topic, payload, retain }) =>
      within('a message', (done) => client.publish(topic, payload, { qos: 1, retain }, (e) => done(e))),
    subscribe: (topic) =>
      within('a subscription', (done) => client.subscribe(topic, { qos: 1 }, (e) => done(e))),
    isOpen: () => isOpen,
    closed,
    async end() {
      const giveUp = clock.after(LEAVE_WITHIN_MS, () => client.stream.destroy());
      client.end(false);
      await closed;
      giveUp();
    },
  };
}
