/**
 * How far a device's clock is from ours: the smallest (arrival − device time) of the last ten to
 * twenty minutes. The smallest, because a message can be late but never early.
 */
export interface ClockOffset {
  /** When the current window began, ms. */
  readonly since: number;
  readonly current: number;
  readonly previous: number | null;
}

const WINDOW_MS = 10 * 60_000;
/** Up to here a clock counts as right. */
const TOLERANCE_MS = 5_000;
/** From here on it is said that the clock is wrong. */
const UNTRUSTED_MS = 60_000;

export function observe(offset: ClockOffset | null, at: number, ts: number): ClockOffset {
  const seen = at - ts;
  if (offset === null || at - offset.since >= 2 * WINDOW_MS)
    return { since: at, current: seen, previous: null };
  if (at - offset.since >= WINDOW_MS) return { since: at, current: seen, previous: offset.current };
  return seen < offset.current ? { ...offset, current: seen } : offset;
}

function offsetMs(offset: ClockOffset | null): number {
  if (offset === null) return 0;
  return offset.previous === null ? offset.current : Math.min(offset.current, offset.previous);
}

/** What to add to a device's times: nothing while its clock is right within 5 s. */
export function shiftMs(offset: ClockOffset | null): number {
  const ms = offsetMs(offset);
  return Math.abs(ms) <= TOLERANCE_MS ? 0 : ms;
}

export function isUntrusted(offset: ClockOffset | null): boolean {
  return Math.abs(offsetMs(offset)) > UNTRUSTED_MS;
}
