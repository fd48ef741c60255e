import type { Clock } from './clock.ts';
import type { BlindReason, DeviceFact, SampleVerdict } from './core/device/event.ts';
import type { SeqRange } from './core/device/seq-ranges.ts';
import type { DeviceState } from './core/device/state.ts';
import type { Arrival, Fleet, Refusal } from './core/fleet/fleet.ts';

/** Who wants to know what the core has decided. Called in order, at once; must not throw. */
export interface EngineListener {
  changed(state: DeviceState): void;
  fact(fact: DeviceFact): void;
}

const NOTHING: SampleVerdict = { shiftMs: 0, skip: [] };

/**
 * The one loop: an arrival or the passing of time goes into the core, facts come out and are told.
 * It owns the tick; nobody else drives the fleet.
 */
export interface Engine {
  /**
   * Decides on an arrival and calls `writeDown` before anything takes effect; if that throws, nothing
   * has happened and the arrival may be offered again.
   */
  arrive(arrival: Arrival, writeDown: (verdict: SampleVerdict) => void): Refusal | undefined;
  /** Judges the silence of everybody who is due by now. */
  advance(at: number): void;
  blind(because: BlindReason): void;
  sighted(): void;
  giveUp(device: string, boot: string, range: SeqRange): void;
  /** Starts the tick; the answer stops it. */
  start(): () => void;
}

/** Silence is judged this much later than due, at the most. */
const TICK_MS = 250;

export function createEngine(fleet: Fleet, clock: Clock, listeners: readonly EngineListener[]): Engine {
  let isBlind = false;

  function tell(facts: readonly DeviceFact[]): void {
    for (const fact of facts) for (const listener of listeners) listener.fact(fact);
  }

  function tellChanged(ids: Iterable<string>): void {
    for (const id of ids) {
      const state = fleet.get(id);
      if (state) for (const listener of listeners) listener.changed(state);
    }
  }

  function settle(facts: readonly DeviceFact[]): void {
    tell(facts);
    tellChanged(new Set(facts.map((fact) => fact.device)));
  }

  const advance = (at: number): void => settle(fleet.advance(at));

  return {
    arrive(arrival, writeDown) {
      const judged = fleet.judge(arrival);
      if (typeof judged === 'string') return judged;
      writeDown(judged.verdict ?? NOTHING);
      fleet.commit(judged);
      tell(judged.facts);
      tellChanged([judged.state.id]);
      return undefined;
    },
    advance,
    blind(because) {
      isBlind = true;
      settle(fleet.blind(clock.now(), because));
    },
    sighted() {
      isBlind = false;
      fleet.sighted(clock.now());
    },
    giveUp: (device, boot, range) => fleet.giveUp(device, boot, range, clock.now()),
    start: () =>
      clock.every(TICK_MS, () => {
        if (!isBlind) advance(clock.now());
      }),
  };
}
