import type { Clock } from '../../clock.ts';

/** A clock that runs faster than time, and never past what it has been allowed. */
export interface ScaledClock extends Clock {
  /** Time may pass up to `at`, ms; until then it stands still there. */
  allow(at: number): void;
  /** For how much real time it has stood still, ms. */
  heldMs(): number;
}

/** What is to be done often is not done more often than this in real time, ms. */
const SHORTEST_MS = 200;

/**
 * `speed` times as fast as `base`, from the time of `base` on; standing still at first. What is to be
 * done every so often is done as often by this clock, but for very short spans: those are rounds of
 * work, and a machine does not do more of them because a clock is wound up.
 */
export function createScaledClock(base: Clock, speed: number): ScaledClock {
  let then = base.now();
  let at = then;
  let limit = then;
  let held = 0;

  function now(): number {
    const real = base.now();
    const wanted = at + Math.max(0, real - then) * speed;
    then = real;
    const next = Math.max(at, Math.min(wanted, limit));
    held += (wanted - next) / speed;
    at = next;
    return Math.floor(at);
  }

  return {
    now,
    every: (ms, task) => base.every(Math.max(ms / speed, Math.min(ms, SHORTEST_MS)), task),
    after: (ms, task) => base.after(ms / speed, task),
    allow(to) {
      now();
      limit = Math.max(limit, to);
    },
    heldMs: () => held,
  };
}
