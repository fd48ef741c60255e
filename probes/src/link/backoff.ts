export interface BackoffPolicy {
  /** The range of the first try, seconds. */
  baseS: number;
  capS: number;
}

/** A connection that ended sooner was no success: a broker that throws us out is not to be hammered. */
const STABLE_AFTER_MS = 30_000;

/**
 * Full jitter over an exponential range: anywhere between 0 and the range, so that a county whose
 * broker was restarted does not come back in one second.
 *
 * @param failures tries in a row that did not last
 * @param random 0 up to 1
 */
export function backoffMs(failures: number, random: number, { baseS, capS }: BackoffPolicy): number {
  // 2^53 and more would make Infinity of a long outage, and NaN of Infinity times 0.
  const range = Math.min(capS, baseS * 2 ** Math.min(failures, 30));
  return Math.floor(random * range * 1000);
}

/** How many tries in a row have failed, after one more has ended. */
export function failuresAfter(failures: number, connectedMs: number): number {
  return connectedMs >= STABLE_AFTER_MS ? 0 : failures + 1;
}

/**
 * The range that suits a device: those that report rarely are many, and may take longer to come back.
 * 50,000 boxes with T = 300 s over 60 s are under 1,000 connections a second.
 */
export function baseForInterval(T: number): number {
  return Math.min(60, Math.max(5, T / 3));
}
