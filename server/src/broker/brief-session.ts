import { stateTopic } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import type { IClientOptions, MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import type { Clock } from '../clock.ts';
import { hostState } from './host-state.ts';
import type { SessionMemory } from './subscriptions.ts';
import { ALL_DEVICES, countyFilter } from './subscriptions.ts';

type Address = Pick<ServerSettings['mqtt'], 'username' | 'password'> & { url: string };

/** The broker cannot be reached or does not do what it is asked; the message says why. */
export class BrokerRefused extends Error {
  override name = 'BrokerRefused';
}

const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

async function withClient<T>(
  { url, username, password }: Address,
  { isHeld, ...options }: IClientOptions & { isHeld: boolean },
  work: (client: MqttClient) => Promise<T>,
): Promise<T> {
  const who = { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
  const settled = { protocolVersion: 4, reconnectPeriod: 0, connectTimeout: CONNECT_WITHIN_MS } as const;
  const client = connect(url, { ...who, ...settled, ...options });
  // From the very first message on: what is let pass once is acknowledged, and gone.
  if (isHeld) client.handleMessage = (_packet, done) => done(new Error('it stays where it is'));
  try {
    await connected(client);
    return await work(client);
  } catch (error) {
    const { protocol, host } = new URL(url);
    const { message, code } = error as Error & { code?: string };
    throw new BrokerRefused(`the broker ${protocol}//${host}: ${message || (code ?? 'no answer')}`, {
      cause: error,
    });
  } finally {
    await client.endAsync(!client.connected);
  }
}

function connected(client: MqttClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve());
    client.on('error', reject);
    client.once('close', () => reject(new Error('it does not answer')));
  });
}

export interface SessionChange {
  address: Address;
  clientId: string;
  memory: SessionMemory;
  /** The server's name. */
  name: string;
  clock: Clock;
  /** All that it awaits after the change. */
  awaits: readonly string[];
}

/**
 * In the session of a server that is stopped: from now on the broker keeps a county's messages for it, or
 * no longer does. Nothing that waits there already is acknowledged: it is for the server.
 */
export async function changeSession(
  { address, clientId, memory, name, clock, awaits }: SessionChange,
  county: string,
  to: 'kept' | 'let go',
): Promise<void> {
  const filter = countyFilter(county);
  const before = memory.read() ?? [ALL_DEVICES];
  await withClient(address, { clientId, clean: false, isHeld: true }, async (client) => {
    if (to === 'kept') {
      memory.write([...new Set([...before, filter])]);
      await client.subscribeAsync(filter, { qos: 1 });
    } else {
      await client.unsubscribeAsync(filter);
      memory.write(before.filter((one) => one !== filter));
    }
    await client.publishAsync(stateTopic(name), hostState(false, clock, { awaits }), {
      qos: 1,
      retain: true,
    });
  });
}

/** What a server has said of itself last, as the broker has kept it; undefined where it has said nothing. */
export function readHostState(address: Address, name: string, clock: Clock): Promise<string | undefined> {
  return withClient(address, { clean: true, isHeld: false }, (client) => {
    const heard = new Promise<string | undefined>((resolve) => {
      client.on('message', (_topic, payload) => resolve(payload.toString()));
      clock.after(ANSWER_WITHIN_MS, () => resolve(undefined));
    });
    return client.subscribeAsync(stateTopic(name), { qos: 1 }).then(() => heard);
  });
}
