import type { Good, Verdict } from './oracle.ts';
import { judge } from './oracle.ts';
import type { Message, Sender } from './messages.ts';
import * as messages from './messages.ts';
import type { Random } from './random.ts';
import { spoilBytes } from './spoil-text.ts';
import { spoilTopic } from './spoil-topic.ts';
import { spoilValue, textOf } from './spoil-value.ts';

/** A message as it is sent, and what has to become of it. */
export interface Sent {
  topic: string;
  payload: Buffer;
  verdict: Verdict;
}

export interface Mixture {
  /** From a device that never says anything wrong: numbered without a hole, each time as it is. */
  good(): Sent;
  /** Spoilt; as it may still be a message, it is of a device that says nothing else. */
  spoilt(): Sent;
}

export interface MixtureOptions {
  random: Random;
  now: () => number;
  goodDevices: number;
  /** So many devices bear what is spoilt, in turn, each time in another life. */
  spoiltDevices: number;
  /** Set apart what several mixtures send. */
  name: string;
}

const HEX = 16;

export function createMixture({ random, now, goodDevices, spoiltDevices, name }: MixtureOptions): Mixture {
  const senders = Array.from({ length: goodDevices }, (_, i) => ({
    device: `good-${name}-${i}`,
    boot: (i + 1).toString(HEX),
    seq: 0,
    ts: 0,
  }));
  let turn = 0;
  let lives = 0;

  function spoiltSender(kind: 'live' | 'hist'): Sender {
    const boot = `${Math.max(1, random.below(0xfffff)).toString(HEX)}${(lives++).toString(HEX).padStart(8, '0')}`;
    const device = `${kind}-${name}-${lives % spoiltDevices}`;
    return { device, boot, seq: 10 + random.below(1_000), ts: now() - random.below(60_000) };
  }

  /** Devices that only tell of the past have no clock that an earlier message could have put wrong. */
  function unspoilt(): Message {
    if (random.below(8) === 0) return messages.hist(random, spoiltSender('hist'), 1 + random.below(8));
    return messages.live(random, spoiltSender('live'));
  }

  return {
    good() {
      const sender = senders[turn++ % senders.length] as Sender;
      sender.seq++;
      sender.ts = now();
      const said = random.below(20) === 0 ? messages.event(sender) : messages.data(random, sender);
      return sent(said.topic, Buffer.from(textOf(said.body)));
    },
    spoilt() {
      const message = unspoilt();
      switch (random.below(8)) {
        case 0:
          return sent(spoilTopic(message.topic, random), Buffer.from(textOf(message.body)));
        case 1:
        case 2:
        case 3:
          return sent(message.topic, spoilBytes(Buffer.from(textOf(message.body)), random));
        default:
          return sent(message.topic, Buffer.from(spoilValue(message, random)));
      }
    },
  };
}

function sent(topic: string, payload: Buffer): Sent {
  return { topic, payload, verdict: judge(topic, payload) };
}

/** 2020-01-01: before this, a clock has not been set. */
const OLDEST = 1_577_836_800_000;

/**
 * Which samples of a good message from a new life are stored, of a device whose clock is not known: what
 * is told of the past must have a time that can be; what is live counts as of now where it has none.
 */
export function storedOf({ verb, samples }: Good, at: number): Good['samples'] {
  const known = new Set<number>();
  const newest = samples.at(-1)?.ts ?? at;
  const shift = newest < OLDEST ? at - newest : Math.min(0, at - newest);
  const isPossible = (ts: number): boolean => ts + shift >= OLDEST && ts + shift <= at;
  return samples.filter(({ seq, ts }) => {
    const isNew = !known.has(seq);
    known.add(seq);
    return isNew && (verb !== 'hist' || isPossible(ts));
  });
}
