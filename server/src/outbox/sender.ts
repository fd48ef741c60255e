import type { OutboxMessage, Sent } from '@fengsui/config/contract';
import type { Channel, ChannelMessage } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { LONG_WAIT_MS, hasNextWay, passOver, settle } from './attempts.ts';
import type { SenderState } from './counts.ts';
import { createCounts } from './counts.ts';
import { createGates } from './gates.ts';
import type { Standing } from './lanes.ts';
import { createLanes } from './lanes.ts';
import { withinMs } from './within.ts';

export interface SenderParts {
  /** By id, as they are set up now. */
  channels(): ReadonlyMap<string, Channel>;
  clock: Clock;
  random(): number;
  log: Logger;
  /** Resolves once the message is in the ledger as it stands after a try; tried again until it does. */
  keep(message: OutboxMessage): Promise<void>;
  /** Called once it is kept: every way has failed. */
  gaveUp(message: OutboxMessage): void;
  /** A path as people can open it; undefined where our own address is not known. */
  link?(path: string): string | undefined;
}

export interface Sender {
  /** Messages that are in the ledger. What is no longer waiting, and what is known, is left out. */
  add(messages: readonly OutboxMessage[]): void;
  state(): SenderState;
  /** Waits for what is under way, 10 s at most. */
  stop(): Promise<void>;
}

const MAX_UNDER_WAY = 16;
const LOOK_EVERY_MS = 500;
/** Where a channel that has enough does not say for how long. */
const SHUT_MS = 5_000;
const KEEP_AGAIN_MS = 1_000;
const STOP_WITHIN_MS = 10_000;
/** Longer than any channel may take: one that breaks its word must not block the others. */
const SEND_WITHIN_MS = 15_000;

/**
 * Delivers what the ledger has waiting. A message is marked in the ledger right after it was handed over, before
 * anything else goes to that person: a crash in between sends it once more, under the same key.
 */
export function createSender(parts: SenderParts): Sender {
  const { channels, clock, random, log, keep, gaveUp, link = () => undefined } = parts;
  const lanes = createLanes();
  const gates = createGates();
  const counts = createCounts(clock);
  const running = new Set<Promise<void>>();
  let isStopped = false;

  const channelOf = ({ ways, way }: OutboxMessage): Channel | undefined =>
    channels().get(ways[way]?.channel ?? '');

  function standing(message: OutboxMessage): Standing {
    const now = clock.now();
    if (message.dueAt > now) return 'skip';
    const channel = channelOf(message);
    const gate = channel ? gates.of(channel, now) : undefined;
    if (gate?.is === 'busy') return 'wait';
    return gate?.is !== 'shut' || isShutTooLong(message, gate.until, now) ? 'ready' : 'skip';
  }

  function look(most = MAX_UNDER_WAY): void {
    let left = isStopped ? 0 : Math.min(most, MAX_UNDER_WAY - running.size);
    if (left <= 0) return;
    for (const message of lanes.ready(standing)) {
      start(message);
      left -= 1;
      if (left <= 0) return;
    }
  }

  /** After a try one channel and one person are free: thousands who wait for another channel are not looked at. */
  function goOn(person: string): void {
    look(1);
    const next = isStopped || running.size >= MAX_UNDER_WAY ? undefined : lanes.next(person, standing);
    if (next) start(next);
  }

  function start(message: OutboxMessage): void {
    lanes.begin(message);
    const run = handle(message).then((after) => {
      lanes.end(after);
      running.delete(run);
      if (after.state === 'given_up') tellGivenUp(after);
      goOn(after.person);
    });
    running.add(run);
  }

  function tellGivenUp(message: OutboxMessage): void {
    try {
      gaveUp(message);
    } catch (error) {
      log.error({ err: error, message: message.id }, 'nobody could be told that a message was given up');
    }
  }

  async function handle(message: OutboxMessage): Promise<OutboxMessage> {
    const after = await tryOnce(message);
    counts.settled(after);
    await keepSurely(after);
    return after;
  }

  async function tryOnce(message: OutboxMessage): Promise<OutboxMessage> {
    const now = clock.now();
    const way = message.ways[message.way];
    const channel = channelOf(message);
    if (!way || !channel) return passOver(message, `no channel ${way?.channel ?? ''} is set up`, now);
    const gate = gates.of(channel, now);
    if (gate.is === 'shut') return passOver(message, 'the channel takes nothing for a while', now);
    gates.take(channel, now);
    const sent = await handOver(channel, asked(message, way.address, link(message.text.path)));
    gates.free(channel);
    if (!sent.ok && sent.forAll) gates.shut(channel, clock.now() + (sent.afterMs ?? SHUT_MS));
    counts.tried(channel.type, sent.ok);
    return settle(message, sent, clock.now(), random);
  }

  function handOver(channel: Channel, message: ChannelMessage): Promise<Sent> {
    const late: Sent = { ok: false, kind: 'later', why: 'the channel gave no answer' };
    return withinMs(channel.send(message), SEND_WITHIN_MS, late, clock);
  }

  async function keepSurely(message: OutboxMessage): Promise<void> {
    let isTold = false;
    do {
      try {
        return await keep(message);
      } catch (error) {
        if (!isTold)
          log.warn({ err: error, message: message.id }, 'what became of a message cannot be kept yet');
        isTold = true;
        await new Promise<void>((done) => void clock.after(KEEP_AGAIN_MS, done));
      }
    } while (!isStopped);
  }

  const stopLooking = clock.every(LOOK_EVERY_MS, () => look());

  return {
    add(messages) {
      for (const message of messages)
        if (message.state === 'waiting' && lanes.add(message)) counts.added(message);
      look();
    },
    state: () => counts.state(lanes.waiting(), running.size),
    async stop() {
      isStopped = true;
      stopLooking();
      await withinMs(Promise.all(running), STOP_WITHIN_MS, undefined, clock);
    },
  };
}

function isShutTooLong(message: OutboxMessage, until: number, now: number): boolean {
  return until - now > LONG_WAIT_MS && hasNextWay(message);
}

function asked(message: OutboxMessage, address: string, link: string | undefined): ChannelMessage {
  const { id, about, incidents, text, at } = message;
  return { key: id, address, about, incidents, text, link, at };
}
