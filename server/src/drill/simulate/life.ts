import type { DeathReason } from '@fengsui/config/contract';
import { createHistory } from './history.ts';
import type { Item, Message } from './item.ts';
import type { BootReason, Letters } from './letters.ts';
import type { Pace } from './pace.ts';
import { draw } from './random.ts';
import type { Samples } from './samples.ts';
import type { World } from './world.ts';
import { beginBoot } from './world.ts';

/** Something to be done at `at`; what it answers is delivered then. */
export type Later = (at: number, run: (at: number) => Item | undefined) => void;

/** What can befall one device. Each answers what the broker delivers at once, if anything. */
export interface Life {
  /** The beat on its way arrives. */
  beat(device: number, at: number): Message | undefined;
  /** Its line is cut; `keepMin` minutes of what it measures meanwhile are kept. */
  unlink(device: number, at: number, keepMin?: number): void;
  /** Its line holds again and it connects. */
  relink(device: number, at: number): void;
  /** It loses power, without a word. */
  die(device: number, at: number): void;
  /** It has booted, having had power since `poweredAt`. */
  start(device: number, at: number, poweredAt: number, reason?: BootReason): Message | undefined;
  /** It says goodbye and goes. */
  leave(device: number, at: number, reason: DeathReason): Message | undefined;
  /** It says that something has happened. */
  event(device: number, at: number, type: string, data?: Record<string, unknown>): Message | undefined;
  /** The broker publishes its will, if it still holds a connection of it. */
  will(device: number, at: number): Message | undefined;
  /** It has connected anew, though nothing had cut it off. */
  reappear(device: number, at: number): Message | undefined;
}

export interface LifeParts {
  world: World;
  letters: Letters;
  pace: Pace;
  samples: Samples;
  later: Later;
  /** A beat that was measured and will not be heard of. */
  lost: (device: number, seq: number, sentAt: number) => void;
}

const HIST_AFTER_MS = 800;
const TAKEOVER_MS = 40;
const TWICE_MS = 500;
const WILL_SALT = 77_001;
const TWICE_SALT = 0x2545f491;

export function createLife({ world, letters, pace, samples, later, lost }: LifeParts): Life {
  const { noise } = world;
  const history = createHistory(world, samples);

  function connect(device: number, at: number, reason: BootReason): Message {
    world.born[device] = 1;
    world.session[device] = 1;
    world.connection[device] = (world.connection[device] ?? 0) + 1;
    return letters.birth(device, at, reason);
  }

  function disconnect(device: number, at: number, reason: DeathReason): Message {
    world.session[device] = 0;
    return letters.death(device, at, reason);
  }

  const will = (device: number, at: number): Message | undefined =>
    world.session[device] ? disconnect(device, at, 'lost') : undefined;

  function willLater(device: number, at: number): void {
    if (!world.session[device] || !world.linked[device]) return;
    const connection = world.connection[device] ?? 0;
    const [from, to] = noise.willS;
    const afterS = from + (to - from) * draw(world.key[device] ?? 0, WILL_SALT + connection);
    later(Math.round(at + afterS * 1_000), (then) =>
      world.connection[device] === connection ? will(device, then) : undefined,
    );
  }

  function deliver(device: number, at: number, seq: number, sentAt: number): Message {
    const sent = letters.data(device, at, seq, sentAt);
    if (noise.twice > 0 && draw((world.key[device] ?? 0) ^ TWICE_SALT, seq) < noise.twice) {
      later(at + TWICE_MS, (again) => ({ ...sent, at: again }));
    }
    return sent;
  }

  function comeBack(device: number, at: number): Message | undefined {
    if (world.linked[device] || world.cuts[device]) return undefined;
    world.linked[device] = 1;
    if (!world.powered[device]) return undefined;
    for (const payload of history.end(device)) {
      later(at + HIST_AFTER_MS, (then) => letters.message(device, then, 'hist', payload));
    }
    return connect(device, at, world.born[device] ? 'reconnect' : 'cold');
  }

  return {
    beat(device, at) {
      if (!world.powered[device]) return undefined;
      const sentAt = world.sentAt[device] ?? 0;
      const isLost = pace.isLost(device);
      pace.send(device, sentAt + (world.periodMs[device] ?? 0));
      if (!world.born[device] && world.linked[device]) return connect(device, at, 'cold');
      const seq = letters.nextSeq(device);
      if (!world.linked[device]) history.keep(device, seq, sentAt);
      else if (isLost) lost(device, seq, sentAt);
      else return deliver(device, at, seq, sentAt);
      return undefined;
    },
    unlink(device, at, keepMin) {
      if (!world.linked[device]) return;
      if (world.powered[device]) willLater(device, at);
      world.linked[device] = 0;
      if (keepMin !== undefined && world.powered[device]) history.begin(device, keepMin);
    },
    relink(device, at) {
      // The broker ends the older connection of the same client first, if it had not noticed yet.
      const old = world.linked[device] || !world.powered[device] ? undefined : will(device, at);
      if (old) later(at, () => old);
      later(at + TAKEOVER_MS, (then) => comeBack(device, then));
    },
    die(device, at) {
      if (!world.powered[device]) return;
      willLater(device, at);
      world.powered[device] = 0;
      history.forget(device);
    },
    start(device, at, poweredAt, reason = 'cold') {
      world.powered[device] = 1;
      beginBoot(world, device, poweredAt);
      pace.send(device, at + (world.periodMs[device] ?? 0));
      return world.linked[device] ? connect(device, at, reason) : undefined;
    },
    leave(device, at, reason) {
      if (!world.powered[device]) return undefined;
      world.powered[device] = 0;
      return world.linked[device] ? disconnect(device, at, reason) : undefined;
    },
    event: (device, at, type, data = {}) =>
      world.powered[device] && world.linked[device] ? letters.event(device, at, type, data) : undefined,
    will,
    reappear: (device, at) =>
      world.powered[device] && world.linked[device] ? connect(device, at, 'reconnect') : undefined,
  };
}
