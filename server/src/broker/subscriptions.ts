import { TOPIC_ROOT, stateTopic } from '@fengsui/config/contract';
import type { MqttClient } from 'mqtt';

export const ALL_DEVICES = `${TOPIC_ROOT}/+/+/+`;
export const ALL_STATES = stateTopic('+');
export const countyFilter = (county: string): string => `${TOPIC_ROOT}/${county}/+/+`;

/** What a kept session at the broker is subscribed to, for the next run of the program. */
export interface SessionMemory {
  /** Undefined where nothing is known of it. */
  read(): readonly string[] | undefined;
  write(filters: readonly string[]): void;
}

/** What a session is to be subscribed to. */
export interface SessionPlan {
  filters: readonly string[];
  memory?: SessionMemory;
}

/**
 * Brings a kept session to what is wanted now. The broker keeps old subscriptions too, and would go on
 * collecting what nobody here serves any more: those are taken back.
 */
export async function arrangeSession(client: MqttClient, { filters, memory }: SessionPlan): Promise<void> {
  if (!memory) return subscribe(client, filters);
  const before = memory.read() ?? [ALL_DEVICES];
  const old = before.filter((filter) => !filters.includes(filter));
  memory.write([...old, ...filters]);
  // First the new ones: between the two nothing may be missed.
  await subscribe(client, filters);
  if (old.length > 0) await client.unsubscribeAsync(old);
  memory.write(filters);
}

async function subscribe(client: MqttClient, filters: readonly string[]): Promise<void> {
  if (filters.length > 0) await client.subscribeAsync([...filters], { qos: 1 });
}
