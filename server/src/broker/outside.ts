import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { hostOfState, stateTopic } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import type { IPublishPacket, MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { HostAbout } from './host-state.ts';
import { hostState } from './host-state.ts';
import type { BrokerHandlers, BrokerLink } from './port.ts';
import { OFFER_AGAIN_MS } from './port.ts';
import type { SessionPlan } from './subscriptions.ts';
import { ALL_DEVICES, arrangeSession } from './subscriptions.ts';

const RECONNECT_MS = 2_000;
const KEEPALIVE_S = 30;
/** Other servers hear from us at least so often. */
const SAY_AGAIN_MS = 30_000;

/** What sets a server among several apart from one that is alone. */
export interface Membership {
  plan: SessionPlan;
  about: HostAbout;
}

type OutsideBroker = ServerSettings['mqtt'] & { url: string; member?: Membership };

/**
 * A broker elsewhere. The session is kept under a fixed client id, so that what comes while this
 * server is away waits there; a message is acknowledged once it is written down.
 */
export function connectBroker(
  { member, ...settings }: OutsideBroker,
  host: string,
  handlers: BrokerHandlers,
  clock: Clock,
  log: Logger,
): BrokerLink {
  let trouble: string | undefined = 'not connected yet';
  let isSubscribed = false;
  const plan = member?.plan ?? { filters: [ALL_DEVICES] };
  const stateNow = (online: boolean): string => hostState(online, clock, member?.about);
  const client = connect(settings.url, {
    clientId: settings.clientId,
    clean: false,
    protocolVersion: 4,
    keepalive: KEEPALIVE_S,
    reconnectPeriod: RECONNECT_MS,
    queueQoSZero: false,
    will: { topic: stateTopic(host), payload: Buffer.from(stateNow(false)), qos: 1, retain: true },
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
  });

  function lose(why: string): void {
    if (trouble === undefined) {
      log.warn({ broker: safeUrl(settings.url), why }, 'the broker is gone; trying again');
      handlers.link('down', why);
    } else if (trouble !== why) {
      log.warn({ broker: safeUrl(settings.url), why }, 'the broker cannot be reached; trying again');
    }
    trouble = why;
  }

  const answers = createAnswerHold(() => client.stream, handlers.safe);
  client.handleMessage = (packet, done) => {
    answers.hold();
    offer(packet as IPublishPacket, handlers, clock, done);
  };
  function gain(): void {
    isSubscribed = true;
    trouble = undefined;
    client.publish(stateTopic(host), stateNow(true), { qos: 1, retain: true });
    log.info({ broker: safeUrl(settings.url) }, 'the broker is connected');
    handlers.link('up', safeUrl(settings.url));
  }

  client.on('connect', ({ sessionPresent }) => {
    // A broker that kept the session kept the subscription: asking again would bring every retained birth.
    if (isSubscribed && sessionPresent) return gain();
    arrangeSession(client, plan).then(gain, (error: Error) =>
      lose(`the subscription was refused: ${error.message}`),
    );
  });
  client.on('error', (error) => lose(reason(error)));
  client.on('close', () => lose(trouble ?? 'the connection was closed'));

  const stopSaying = clock.every(SAY_AGAIN_MS, () => {
    if (member && trouble === undefined && client.connected)
      client.publish(stateTopic(host), stateNow(true), { qos: 1, retain: true });
  });

  return {
    publish(topic, payload) {
      if (client.connected) client.publish(topic, payload, { qos: 1 });
      return client.connected;
    },
    trouble: () => trouble,
    close() {
      stopSaying();
      return sayGoodbye(client, answers, { topic: stateTopic(host), payload: () => stateNow(false) });
    },
  };
}

interface AnswerHold {
  /** Keeps back what is written from now on until everything that was taken is on the disk. */
  hold(): void;
  isHolding(): boolean;
}

/**
 * The client acknowledges each message as soon as its handler is done, one after the other. What it
 * writes is therefore kept back until the whole group is on the disk.
 */
function createAnswerHold(stream: () => Duplex, safe: BrokerHandlers['safe']): AnswerHold {
  let held: Duplex | undefined;
  return {
    hold() {
      const current = stream();
      if (held === current) return;
      held = current;
      current.cork();
      safe(() => {
        if (held === current) held = undefined;
        current.uncork();
      });
    },
    isHolding: () => held !== undefined,
  };
}

function offer(packet: IPublishPacket, handlers: BrokerHandlers, clock: Clock, done: () => void): void {
  const { topic, payload, retain } = packet;
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const delivery = { topic, payload: bytes, retained: retain };
  if (hostOfState(topic) !== undefined) {
    handlers.peer?.(delivery);
    return done();
  }
  // What we say to devices comes back to us.
  if (topic.split('/')[3] === 'cmd') return done();
  if (handlers.take(delivery) === 'taken') return done();
  clock.after(OFFER_AGAIN_MS, () => offer(packet, handlers, clock, done));
}

async function sayGoodbye(
  client: MqttClient,
  answers: AnswerHold,
  last: { topic: string; payload(): string },
): Promise<void> {
  await setImmediate();
  // What may not be acknowledged must not leave; neither can a goodbye then, and the will says it.
  const canSpeak = client.connected && !answers.isHolding();
  if (canSpeak) await client.publishAsync(last.topic, last.payload(), { qos: 1, retain: true });
  await client.endAsync(!canSpeak);
}

function reason(error: Error & { code?: string | number }): string {
  return error.message || String(error.code ?? 'unknown');
}

/** A URL may hold a password. */
function safeUrl(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
