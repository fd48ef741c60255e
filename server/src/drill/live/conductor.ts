import type { Clock } from '../../clock.ts';
import type { Item, Message } from '../simulate/item.ts';
import { isMessage } from '../simulate/item.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Answer } from './answers.ts';
import type { Frontier } from './frontier.ts';
import { createFrontier } from './frontier.ts';
import type { Pool } from './pool.ts';
import type { ScaledClock } from './scaled-clock.ts';

/** Plays a simulation to a broker, in step with a clock that waits for it. */
export interface Conductor {
  /** Everything before the start is acknowledged: time passes from now on. */
  born: Promise<void>;
  answer(answers: readonly Answer[]): void;
  figures(): ConductorFigures;
  stop(): void;
}

export interface ConductorFigures {
  sent: number;
  acknowledged: number;
  /** Sent and not acknowledged. */
  open: number;
}

export interface ConductorParts {
  simulation: Simulation;
  pool: Pool;
  clock: ScaledClock;
  /** Real time. */
  realClock: Clock;
  speed: number;
}

const STEP_MS = 5;
const MAX_OPEN = 4_000;
/**
 * Time runs ahead of what is acknowledged by no more than this much real time, or this much of its own:
 * a busy machine makes a drill slower, never its messages late.
 */
const AHEAD_REAL_MS = 15;
const AHEAD_MS = 100;
const RETAINED = new Set(['birth', 'death']);

export function createConductor({ simulation, pool, clock, realClock, speed }: ConductorParts): Conductor {
  const frontier: Frontier = createFrontier();
  const aheadMs = Math.max(AHEAD_MS, AHEAD_REAL_MS * speed);
  let sent = 0;
  let waiting: Item | undefined;
  let hasBegun = false;
  let begin: () => void = () => undefined;
  const born = new Promise<void>((resolve) => (begin = resolve));

  function publish(device: number, verb: string, payload: unknown, at: number): void {
    sent++;
    const topic = simulation.fleet.topic(device, verb as Message['verb']);
    const acknowledge = frontier.sent(at);
    pool.publish(device, topic, JSON.stringify(payload), RETAINED.has(verb), () => {
      acknowledge();
      if (frontier.open() === 0) step();
    });
  }

  function play(item: Item, now: number): void {
    if (!isMessage(item)) return;
    const { device, verb, payload, at } = item;
    // Who was born before the start is heard of at the start: it is said as of now.
    const isEarly = at < simulation.startsAt && payload.ts !== undefined;
    publish(device, verb, isEarly ? { ...payload, ts: now } : payload, at);
  }

  /** Sends what is due by `now`; answers up to when all is sent. */
  function send(now: number): number {
    while (frontier.open() < MAX_OPEN) {
      waiting ??= simulation.next(now);
      if (!waiting) return now;
      play(waiting, now);
      waiting = undefined;
    }
    return waiting?.at ?? frontier.oldest() ?? now;
  }

  function step(): void {
    const now = clock.now();
    const reached = send(now);
    if (!hasBegun && (reached < now || frontier.open() > 0)) return;
    if (!hasBegun) begin();
    hasBegun = true;
    clock.allow(Math.min(reached, frontier.oldest() ?? reached) + aheadMs);
  }

  const stop = realClock.every(STEP_MS, step);
  return {
    born,
    stop,
    answer(answers) {
      for (const { device, verb, payload } of answers) publish(device, verb, payload, clock.now());
    },
    figures: () => ({ sent, acknowledged: frontier.acknowledged(), open: frontier.open() }),
  };
}
