import { stateTopic } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import type { Aedes, AedesOptions, Client, ConnectPacket, PublishPacket, Subscription } from 'aedes';
import type { Clock } from '../clock.ts';
import type { BrokerRefusal, BrokerRefusals } from './embedded-refusals.ts';
import { Refused } from './embedded-refusals.ts';
import { createKeptMessages, isPattern } from './kept-messages.ts';
import { createRateLimit } from './rate-limit.ts';
import { createTakeovers } from './takeovers.ts';

type Limits = ServerSettings['mqtt']['embedded'];

/** What clients of the embedded broker may do, each and all together. */
export interface ClientPolicy {
  readonly options: Required<
    Pick<AedesOptions, 'preConnect' | 'authenticate' | 'authorizeSubscribe' | 'authorizeForward'>
  >;
  /** Follows who is there. */
  watch(broker: Aedes): void;
  /** Why a message is not taken. It may lose its mark to be kept for later subscribers. */
  refusal(client: Client | null, packet: PublishPacket): BrokerRefusal | undefined;
}

export interface ClientPolicyParts {
  limits: Limits;
  clock: Clock;
  refusals: BrokerRefusals;
}

interface Known {
  mayPublish: () => boolean;
  topics: Set<string>;
}

const MAX_CLIENT_ID = 128;

export function createClientPolicy({ limits, clock, refusals }: ClientPolicyParts): ClientPolicy {
  const known = new WeakMap<Client, Known>();
  const takeovers = createTakeovers(limits.maxTakeoversPerMinute, clock);
  const kept = createKeptMessages(2 * limits.maxConnections);
  let watchers = 0;

  function knownOf(client: Client): Known {
    const found = known.get(client);
    if (found) return found;
    const fresh = { mayPublish: createRateLimit(limits.maxRatePerClient, clock), topics: new Set<string>() };
    known.set(client, fresh);
    return fresh;
  }

  function drop(client: Client, topics: Iterable<string>): void {
    const own = knownOf(client).topics;
    for (const topic of topics) if (own.delete(topic) && isPattern(topic)) watchers--;
  }

  function subscriptionFault(client: Client, topic: string): BrokerRefusal | undefined {
    const { topics } = knownOf(client);
    if (topic.startsWith('$')) return 'topic';
    if (topics.has(topic)) return undefined;
    if (topics.size >= limits.maxSubscriptionsPerClient) return 'subscriptions';
    return isPattern(topic) && watchers >= limits.maxWatchers ? 'watchers' : undefined;
  }

  return {
    options: {
      preConnect(_, packet, callback) {
        const id = packet.clientId;
        const fault =
          id.length > MAX_CLIENT_ID ? 'client_id' : takeovers.isTooMany(id) ? 'takeover' : undefined;
        if (fault) {
          refusals.count(fault, id);
          return callback(new Refused(fault), false);
        }
        bound(packet, limits.maxKeepaliveS);
        callback(null, true);
      },
      authenticate(client, _user, _password, done) {
        ifStillThere(client, () => done(null, true));
      },
      authorizeSubscribe(client, subscription: Subscription, callback) {
        const { topic } = subscription;
        const fault = subscriptionFault(client, topic);
        if (fault) {
          refusals.count(fault, client.id);
          return callback(null, null);
        }
        const { topics } = knownOf(client);
        if (!topics.has(topic) && isPattern(topic)) watchers++;
        topics.add(topic);
        callback(null, subscription);
      },
      authorizeForward(client, packet) {
        if (unreadBytes(client) <= limits.maxUnreadBytesPerClient) return packet;
        if (!client.closed) refusals.count('unread', client.id);
        client.conn.destroy();
        return null;
      },
    },
    watch(broker) {
      kept.serve(broker);
      broker.on('client', (client) => {
        takeovers.came(client.id);
        waitOnlyWhenFull(client, 2 * limits.maxUnreadBytesPerClient);
      });
      broker.on('clientDisconnect', (client) => {
        takeovers.left(client.id);
        drop(client, [...knownOf(client).topics]);
      });
      broker.on('unsubscribe', (topics, client) => drop(client, topics));
    },
    refusal(client, packet) {
      const { topic } = packet;
      if (topic.startsWith('$') || topic.startsWith(stateTopic(''))) return 'topic';
      // A will comes once, when its client has ended.
      if (client !== null && !client.closed) {
        if (!knownOf(client).mayPublish()) return 'message_rate';
        if (unreadBytes(client) > limits.maxUnreadBytesPerClient) return 'unread';
      }
      if (packet.retain) packet.retain = kept.keep(packet);
      return undefined;
    },
  };
}

/** What was sent to a client and has not left this process, bytes. */
const unreadBytes = ({ conn }: Client): number => conn.writableLength;

/**
 * No session outlives its connection: what is kept for somebody who stays away has no bound. And whoever
 * says that he will never be heard from is asked at least now and then.
 */
function bound(packet: ConnectPacket, maxKeepaliveS: number): void {
  packet.clean = true;
  const { keepalive = 0 } = packet;
  packet.keepalive = keepalive === 0 ? maxKeepaliveS : Math.min(keepalive, maxKeepaliveS);
}

/**
 * The broker waits with everything for whoever does not read what it is sent: one that sleeps would hold up
 * all others. It has its own bound here, so that waiting begins only far beyond it.
 */
function waitOnlyWhenFull(client: Client, bytes: number): void {
  const waiting = client as unknown as { waitForDrain(done: (error: null, client: Client) => void): void };
  const wait = waiting.waitForDrain.bind(client);
  waiting.waitForDrain = (done) => {
    if (unreadBytes(client) > bytes) wait(done);
    else setImmediate(done, null, client);
  };
}

/**
 * Of those that waited long to be let in, many have gone and come again since. Such a one must not take the
 * place of its own successor: one turn of the loop later its end has been read too, and the broker lets it be.
 */
function ifStillThere({ conn }: Client, then: () => void): void {
  setImmediate(() => {
    conn.read(0);
    setImmediate(then);
  });
}
