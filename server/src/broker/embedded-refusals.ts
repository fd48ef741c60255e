import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';

/** Why the embedded broker did not let somebody in, ended a connection, or did not do what it was asked for. */
export const BROKER_REFUSALS = [
  /** More connections than may be there at once, in all or from one address. */
  'connections',
  'connections_of_address',
  /** More newcomers at once than can wait to be let in. */
  'newcomers',
  /** Connected, and did not say who it is in time. */
  'silent',
  'client_id',
  /** Several connections took one client id from each other all the time. */
  'takeover',
  'packet_size',
  'byte_rate',
  'control_rate',
  'message_rate',
  /** A topic that only the server itself may publish to. */
  'topic',
  'subscriptions',
  'watchers',
  /** Did not read what it had asked for. */
  'unread',
  /** No MQTT, or not as it is spoken. */
  'protocol',
] as const;
export type BrokerRefusal = (typeof BROKER_REFUSALS)[number];

export interface BrokerRefusals {
  count(reason: BrokerRefusal, who: string): void;
  totals(): Readonly<Partial<Record<BrokerRefusal, number>>>;
}

const SAY_EVERY_MS = 60_000;

/** Counts by reason; says each in the log now and then, with one example. */
export function createBrokerRefusals(clock: Clock, log: Logger): BrokerRefusals {
  const totals: Partial<Record<BrokerRefusal, number>> = {};
  const saidAt = new Map<BrokerRefusal, number>();
  return {
    count(reason, who) {
      totals[reason] = (totals[reason] ?? 0) + 1;
      const now = clock.now();
      if (now - (saidAt.get(reason) ?? -Infinity) < SAY_EVERY_MS) return;
      saidAt.set(reason, now);
      log.warn({ reason, who: who.slice(0, 128), total: totals[reason] }, 'the broker refuses clients');
    },
    totals: () => totals,
  };
}

/** Ends a client; what it was for has been counted where it was found. */
export class Refused extends Error {
  override name = 'Refused';
}
