/**
 * How long a beat is waited for. Both are learnt by following a quantile of how late beats come: up by
 * much and seldom, down by little and often.
 */

/** Nobody is called late before this, ms. */
const SHORTEST_MS = 800;
const LATE_FACTOR = 1.5;

/** After this a beat is late (stage 1). @param usualDelay 95 of 100 beats come within it, ms */
export function lateAfterMs(usualDelay: number, intervalMs: number): number {
  // Whole milliseconds: due times become the times of facts.
  return Math.ceil(Math.min(Math.max(SHORTEST_MS, LATE_FACTOR * usualDelay), intervalMs / 2));
}

/** After this it is lost (stage 2). @param longestDelay what nearly all beats of its kind come within, ms */
export function lostAfterMs(lateMs: number, longestDelay: number, intervalMs: number): number {
  return lateMs + Math.ceil(Math.min(longestDelay, Math.max(intervalMs / 2, 1_000)));
}

const STEP = 0.1;

/** Moves an estimate of a quantile towards one more observation. */
export function follow(estimate: number, seen: number, quantile: number): number {
  return seen > estimate ? estimate * (1 + STEP * quantile) : estimate * (1 - STEP * (1 - quantile));
}

export const USUAL_QUANTILE = 0.95;
export const USUAL_AT_FIRST_MS = 500;
/** A device whose beats come very late is still waited for no longer than this, ms. */
export const USUAL_AT_MOST_MS = 60_000;

const LONGEST_QUANTILE = 0.998;
const LONGEST_MARGIN = 1.2;
const LONGEST_MIN_MS = 2_000;
const LONGEST_MAX_MS = 20_000;

/** What nearly all beats of a kind of device come within. */
export function createLongestDelay(kinds: number) {
  const estimates = new Float64Array(kinds).fill(LONGEST_MAX_MS / 4);
  return {
    seen(kind: number, delayMs: number): void {
      const next = follow(estimates[kind] as number, delayMs, LONGEST_QUANTILE);
      estimates[kind] = Math.min(Math.max(next, LONGEST_MIN_MS), LONGEST_MAX_MS);
    },
    ms: (kind: number): number => LONGEST_MARGIN * (estimates[kind] as number),
  };
}
