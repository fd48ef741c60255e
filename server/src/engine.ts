import type { Clock } from './clock.ts';
import type { BlindReason, SampleVerdict } from './core/device/event.ts';
import type { SeqRange } from './core/device/seq-ranges.ts';
import type { Arrival, Refusal } from './core/fleet/fleet.ts';
import type { CoreFact, Monitor } from './core/monitor.ts';
import type { PartTrouble } from './core/platform/parts.ts';

/** Who wants to know what the core has decided. Called in order, at once; must not throw. */
export interface EngineListener {
  /** This device's state is another one now. */
  changed(device: string): void;
  fact(fact: CoreFact): void;
  /** Everything of one step has been told. */
  settled?(): void;
}

/**
 * The one loop: an arrival or the passing of time goes into the core, facts come out and are told.
 * It owns the tick; nobody else drives the monitor.
 */
export interface Engine {
  /**
   * Decides on an arrival and calls `writeDown` before anything takes effect; if that throws, nothing
   * has happened and the arrival may be offered again.
   */
  arrive(arrival: Arrival, writeDown: (verdict: SampleVerdict) => void): Refusal | undefined;
  /** What came before a restart, once more; silence is not judged between. */
  replay(arrival: Arrival): void;
  blind(because: BlindReason): void;
  link(state: 'down' | 'up'): void;
  parts(inTrouble: readonly PartTrouble[]): void;
  giveUp(device: string, boot: string, range: SeqRange): void;
  /** Starts the tick; the answer stops it. */
  start(): () => void;
}

/** Silence is judged this much later than due, at the most. */
const TICK_MS = 250;
/** After a standstill, what has come meanwhile is taken in before anybody is judged. */
const CATCH_UP_MS = 2_000;
/** A standstill that is longer than this has cost the devices their connections too. */
const LONG_MS = 60_000;

export interface EngineOptions {
  monitor: Monitor;
  clock: Clock;
  listeners: readonly EngineListener[];
  /** With no look at the clock for so long, the process stood still, ms. */
  stallAfterMs?: number;
}

export function createEngine({ monitor, clock, listeners, stallAfterMs = 1_000 }: EngineOptions): Engine {
  let seenAt = clock.now();
  let judgeFrom = -Infinity;

  function tell(facts: readonly CoreFact[]): void {
    if (facts.length === 0) return;
    for (const fact of facts) for (const listener of listeners) listener.fact(fact);
    tellChanged(new Set(facts.flatMap((fact) => (fact.kind === 'link' ? fact.device : []))));
    for (const listener of listeners) listener.settled?.();
  }

  function tellChanged(ids: Iterable<string>): void {
    for (const id of ids) for (const listener of listeners) listener.changed(id);
  }

  function tellOf(facts: readonly CoreFact[], device: string): void {
    tell(facts);
    tellChanged([device]);
  }

  /** Nobody is held to a time at which we did not look. */
  function noteTime(at: number): void {
    const gap = at - seenAt;
    seenAt = at;
    if (gap < stallAfterMs) return;
    judgeFrom = at + CATCH_UP_MS;
    if (gap < LONG_MS) return;
    tell(monitor.blind(at, 'stalled'));
    tell(monitor.sighted(at, 'stalled'));
  }

  function advance(at: number): void {
    noteTime(at);
    if (at >= judgeFrom) tell(monitor.advance(at));
  }

  return {
    arrive(arrival, writeDown) {
      advance(arrival.at);
      const facts = monitor.arrive(arrival, writeDown);
      if (typeof facts === 'string') return facts;
      tellOf(facts, arrival.message.device);
      return undefined;
    },
    replay(arrival) {
      const facts = monitor.arrive(arrival);
      if (typeof facts !== 'string') tellOf(facts, arrival.message.device);
    },
    blind: (because) => tell(monitor.blind(clock.now(), because)),
    link: (state) => tell(monitor.link(state, clock.now())),
    parts: (inTrouble) => tell(monitor.parts(inTrouble, clock.now())),
    giveUp: (device, boot, range) => monitor.giveUp(device, boot, range, clock.now()),
    start() {
      seenAt = clock.now();
      return clock.every(TICK_MS, () => advance(clock.now()));
    },
  };
}
