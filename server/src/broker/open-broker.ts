import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ServerSettings } from '@fengsui/config/settings';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { clientIdOf } from '../province/serving.ts';
import { startEmbeddedBroker } from './embedded.ts';
import type { Membership } from './outside.ts';
import { connectBroker } from './outside.ts';
import type { BrokerHandlers, BrokerLink } from './port.ts';
import { createSessionMemory } from './session-memory.ts';
import { ALL_DEVICES, ALL_STATES, countyFilter } from './subscriptions.ts';

/**
 * The broker that is set: our own, or a session with one elsewhere.
 * @param instance names this run of the program to other servers; only a server with a name has one
 */
export async function openBroker(
  settings: ServerSettings,
  instance: string | undefined,
  handlers: BrokerHandlers,
  clock: Clock,
  log: Logger,
): Promise<BrokerLink & { port?: number }> {
  const { mqtt, name: host = hostname() } = settings;
  const { url, embedded } = mqtt;
  if (url === undefined) return startEmbeddedBroker(embedded, host, handlers, clock, log);
  const clientId = clientIdOf(settings);
  const member = instance === undefined ? {} : { member: membership(settings, instance, log) };
  return connectBroker({ ...mqtt, url, clientId, ...member }, host, handlers, clock, log);
}

function membership(settings: ServerSettings, instance: string, log: Logger): Membership {
  const { counties, data } = settings;
  const memory = createSessionMemory(sessionFile(data), clientIdOf(settings), log);
  return {
    plan: { filters: [...(counties?.map(countyFilter) ?? [ALL_DEVICES]), ALL_STATES], memory },
    about: { instance, ...(counties && { counties }) },
  };
}

/** Where it is remembered what the session with the broker is subscribed to. */
export const sessionFile = (data: string): string => join(data, 'session.json');
