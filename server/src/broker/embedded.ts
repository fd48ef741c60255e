import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { TOPIC_ROOT, stateTopic } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import { Aedes } from 'aedes';
import type { Client, PublishPacket } from 'aedes';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { listen } from '../listen.ts';
import { hostState } from './host-state.ts';
import type { BrokerHandlers, BrokerLink } from './port.ts';
import { OFFER_AGAIN_MS } from './port.ts';
import { createPacketGuard } from './packet-guard.ts';
import { createRateLimit } from './rate-limit.ts';

type EmbeddedSettings = ServerSettings['mqtt']['embedded'];

const CONNECT_TIMEOUT_MS = 10_000;

/** The broker in this very process: what a device publishes is acknowledged once it is written down. */
export async function startEmbeddedBroker(
  settings: EmbeddedSettings,
  host: string,
  handlers: BrokerHandlers,
  clock: Clock,
  log: Logger,
): Promise<BrokerLink & { port: number }> {
  const limits = new WeakMap<Client, () => boolean>();
  const broker = await Aedes.createBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxClientsIdLength: 128,
    // Here, because this alone comes before the acknowledgement; a subscription would come after it.
    authorizePublish(client, packet, callback) {
      const refused = refusal(client, packet.topic, limits, settings, clock);
      if (refused) callback(refused);
      else offer(packet, handlers, clock, () => callback(null));
    },
  });
  broker.on('clientError', (client, error) =>
    log.debug({ client: client.id, err: error }, 'a client was ended'),
  );
  broker.on('connectionError', (client, error) => log.debug({ client: client.id, err: error }, 'no MQTT'));

  const server = createServer((socket) => accept(broker, socket));
  server.maxConnections = settings.maxConnections;
  server.on('drop', () =>
    log.warn({ max: settings.maxConnections }, 'a connection over the limit was refused'),
  );
  const port = await listen(server, settings, 'the embedded broker', 'FENGSUI_MQTT_PORT').catch(
    (error: unknown) => {
      broker.close();
      throw error;
    },
  );

  const say = (online: boolean): void => publish(broker, stateTopic(host), hostState(online, clock), true);
  say(true);
  handlers.link('up', `embedded on port ${port}`);

  return {
    port,
    publish: (topic, payload) => publish(broker, topic, payload, false),
    trouble: () => undefined,
    async close() {
      say(false);
      await closeServer(server, broker);
    },
  };
}

function accept(broker: Aedes, socket: Socket): void {
  broker.handle(socket);
  const isFit = createPacketGuard();
  // Runs as the broker reads: both see the same bytes, the guard first.
  socket.on('data', (chunk: Buffer) => {
    if (!isFit(chunk)) socket.destroy();
  });
}

function refusal(
  client: Client | null,
  topic: string,
  limits: WeakMap<Client, () => boolean>,
  settings: EmbeddedSettings,
  clock: Clock,
): Error | null {
  if (topic.startsWith('$') || topic.startsWith(`${TOPIC_ROOT}/STATE/`))
    return new Error('not a topic of devices');
  if (client === null) return null;
  const isAllowed = limits.get(client) ?? createRateLimit(settings.maxRatePerClient, clock);
  limits.set(client, isAllowed);
  return isAllowed() ? null : new Error(`more than ${settings.maxRatePerClient} messages a second`);
}

function offer(packet: PublishPacket, handlers: BrokerHandlers, clock: Clock, done: () => void): void {
  const { topic, payload } = packet;
  const delivery = { topic, payload: Buffer.from(payload), retained: false };
  if (handlers.take(delivery) === 'taken') return handlers.safe(done);
  clock.after(OFFER_AGAIN_MS, () => offer(packet, handlers, clock, done));
}

function publish(broker: Aedes, topic: string, payload: string, retain: boolean): void {
  broker.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, () => undefined);
}

function closeServer(server: Server, broker: Aedes): Promise<void> {
  return new Promise((resolve) => {
    server.close();
    broker.close(() => resolve());
  });
}
