import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { stateTopic } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import { Aedes } from 'aedes';
import type { PublishPacket } from 'aedes';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { listen } from '../listen.ts';
import { createClientPolicy } from './embedded-clients.ts';
import type { Door } from './embedded-door.ts';
import { createDoor } from './embedded-door.ts';
import type { BrokerRefusals } from './embedded-refusals.ts';
import { Refused, createBrokerRefusals } from './embedded-refusals.ts';
import { hostState } from './host-state.ts';
import { fittingConnections } from './open-files.ts';
import { createLane } from './lane.ts';
import type { BrokerHandlers, BrokerLink } from './port.ts';
import { OFFER_AGAIN_MS } from './port.ts';
import { MAX_PACKET_BYTES, createPacketGuard } from './packet-guard.ts';
import { createRateLimit } from './rate-limit.ts';

type EmbeddedSettings = ServerSettings['mqtt']['embedded'];

/** Whoever comes with thousands of others may have to wait until what it says is read. */
const CONNECT_TIMEOUT_MS = 30_000;
/** Of QoS 2, which the contract does not use, so many messages of a client may wait for their release. */
const MAX_HALF_OPEN = 10;
/** A connection on which nothing has come for so long is asked by TCP whether it still is one. */
const PROVE_ALIVE_MS = 60_000;
/** Subscribing, pinging and the like, a second, over ten seconds. */
const MAX_CONTROL_RATE = 20;
/** Of a message, with room to spare: most have two hundred. */
const USUAL_BYTES = 2 * 1024;

/** The broker in this very process: what a device publishes is acknowledged once it is written down. */
export async function startEmbeddedBroker(
  settings: EmbeddedSettings,
  host: string,
  handlers: BrokerHandlers,
  clock: Clock,
  log: Logger,
): Promise<BrokerLink & { port: number }> {
  const refusals = createBrokerRefusals(clock, log);
  const clients = createClientPolicy({ limits: settings, clock, refusals });
  const lane = createLane(clock);
  let isClosing = false;
  const broker = await Aedes.createBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxClientsIdLength: 128,
    maxInflightInbound: MAX_HALF_OPEN,
    ...clients.options,
    // Here, because this alone comes before the acknowledgement; a subscription would come after it.
    authorizePublish(client, packet, callback) {
      // Where it is this server that goes, nobody's will has come true.
      if (isClosing) return callback(new Refused('closing'));
      const refused = clients.refusal(client, packet);
      if (refused) {
        refusals.count(refused, client?.id ?? packet.topic);
        callback(new Refused(refused));
      } else lane(() => offer(packet, handlers, clock, () => callback(null)));
    },
  });
  clients.watch(broker);
  broker.on('clientError', (client, error) => note(refusals, error, client.id));
  broker.on('connectionError', (_, error) => note(refusals, error, 'nobody'));

  const guarded = (socket: Socket): void => accept(broker, socket, settings, refusals, clock);
  const door = createDoor({ settings, clock, refusals, admit: guarded });
  const server = openEntrance(settings, door, refusals, log);
  const port = await listen(server, settings, 'the embedded broker', 'FENGSUI_MQTT_PORT').catch(
    (error: unknown) => {
      door.close();
      broker.close();
      throw error;
    },
  );

  const say = (online: boolean): void => publish(broker, stateTopic(host), hostState(online, clock), true);
  say(true);
  handlers.link('up', `embedded on port ${port}`);

  return {
    port,
    publish(topic, payload) {
      publish(broker, topic, payload, false);
      return true;
    },
    trouble: () => undefined,
    refused: refusals.totals,
    connections: () => door.counts().inside,
    async close() {
      say(false);
      isClosing = true;
      door.close();
      await closeServer(server, broker);
    },
  };
}

function openEntrance(
  { maxConnections }: EmbeddedSettings,
  door: Door,
  refusals: BrokerRefusals,
  log: Logger,
): Server {
  const server = createServer({ keepAlive: true, keepAliveInitialDelay: PROVE_ALIVE_MS }, door.knock);
  server.maxConnections = fittingConnections(maxConnections);
  if (server.maxConnections < maxConnections)
    log.warn(
      { wanted: maxConnections, max: server.maxConnections },
      'this process may not have as many open files as connections are wanted; see ulimit -n',
    );
  server.on('drop', (dropped) => refusals.count('connections', dropped?.remoteAddress ?? 'unknown'));
  return server;
}

function accept(
  broker: Aedes,
  socket: Socket,
  { maxRatePerClient, maxBytesPerClient }: EmbeddedSettings,
  refusals: BrokerRefusals,
  clock: Clock,
): void {
  broker.handle(socket);
  const bytes = maxBytesPerClient ?? maxRatePerClient * USUAL_BYTES;
  const faultOf = createPacketGuard({
    mayRead: createRateLimit(bytes, clock, Math.max(10 * bytes, 2 * MAX_PACKET_BYTES)),
    mayControl: createRateLimit(MAX_CONTROL_RATE, clock),
  });
  // Runs as the broker reads: both see the same bytes, the guard first.
  socket.on('data', (chunk: Buffer) => {
    const fault = faultOf(chunk);
    if (fault === undefined || socket.destroyed) return;
    refusals.count(fault, socket.remoteAddress ?? 'unknown');
    socket.destroy();
  });
}

function note(refusals: BrokerRefusals, error: Error, who: string): void {
  const isOfNetwork = 'code' in error && error.code !== undefined;
  if (error instanceof Refused || isOfNetwork || error.message === 'keep alive timeout') return;
  refusals.count(error.message === 'connect did not arrive in time' ? 'silent' : 'protocol', who);
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
