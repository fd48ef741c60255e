/**
 * How far a device's clock is from ours: the smallest (arrival − device time) of the last ten to
 * twenty minutes. The smallest, because a message can be late but never early.
 */
export interface ClockOffset {
  /** When the current window began, ms. */
  readonly since: number;
  readonly current: number;
  readonly previous: number | null;
  /** An unbroken run of messages that are far later than the offset says: since when, the least of them. */
  readonly doubt: Doubt | null;
}

interface Doubt {
  readonly at: number;
  readonly seen: number;
  readonly count: number;
}

const WINDOW_MS = 10 * 60_000;
/** Up to here a clock counts as right, and two offsets as the same. */
const TOLERANCE_MS = 5_000;
/** From here on it is said that the clock is wrong. */
const UNTRUSTED_MS = 60_000;
/** So many messages on end, over such a time, are not all late: the clock was put back. */
const JUMP_PROVEN_BY = 4;
const JUMP_PROVEN_MS = 60_000;
/** What is later than this is rather a clock put back than a message under way. */
export const MAX_LATE_MS = 30_000;
/** And this is the longest that a message is believed to have been under way when it comes to its order. */
const MAX_UNDER_WAY_MS = 10 * 60_000;
/** A first message of a new life that is later than the clock before says is taken to be late, up to here. */
const MAX_FIRST_LATE_MS = 60_000;

/** @param prior the offset in the life before: the same clock, as long as nothing speaks against it */
export function observe(
  offset: ClockOffset | null,
  at: number,
  ts: number,
  prior: ClockOffset | null = null,
): ClockOffset {
  const seen = at - ts;
  if (offset === null) return { ...startAt(at, seen), previous: inherited(seen, prior) };
  const smallest = offsetMs(offset);
  if (seen < smallest - TOLERANCE_MS) return startAt(at, seen);
  const doubt = seen > smallest + TOLERANCE_MS ? doubtOf(offset.doubt, at, seen) : null;
  if (doubt !== null && isProven(doubt, at)) return startAt(at, doubt.seen);
  const slid = slide(offset, at, seen);
  return slid.doubt === doubt ? slid : { ...slid, doubt };
}

function startAt(at: number, seen: number): ClockOffset {
  return { since: at, current: seen, previous: null, doubt: null };
}

function inherited(seen: number, prior: ClockOffset | null): number | null {
  if (prior === null) return null;
  const before = offsetMs(prior);
  return seen >= before - TOLERANCE_MS && seen <= before + MAX_FIRST_LATE_MS ? before : null;
}

function doubtOf(doubt: Doubt | null, at: number, seen: number): Doubt {
  if (doubt === null) return { at, seen, count: 1 };
  return { at: doubt.at, seen: Math.min(seen, doubt.seen), count: doubt.count + 1 };
}

function isProven(doubt: Doubt, at: number): boolean {
  return doubt.count >= JUMP_PROVEN_BY && at - doubt.at >= JUMP_PROVEN_MS;
}

function slide(offset: ClockOffset, at: number, seen: number): ClockOffset {
  if (at - offset.since >= 2 * WINDOW_MS) return startAt(at, seen);
  if (at - offset.since >= WINDOW_MS) return { ...startAt(at, seen), previous: offset.current };
  if (seen >= offset.current) return offset;
  return { since: offset.since, current: seen, previous: offset.previous, doubt: offset.doubt };
}

/** What to add to a device's times for ours, exactly. */
export function offsetMs(offset: ClockOffset | null): number {
  if (offset === null) return 0;
  return offset.previous === null ? offset.current : Math.min(offset.current, offset.previous);
}

/**
 * What to add to a device's times: nothing while its clock is right within 5 s, nor while it only seems
 * to be slow because what it said first had waited in a queue.
 */
export function shiftMs(offset: ClockOffset | null, at: number): number {
  const ms = offsetMs(offset);
  if (offset === null || Math.abs(ms) <= TOLERANCE_MS) return 0;
  const isNew = offset.previous === null && at - offset.since < JUMP_PROVEN_MS;
  return isNew && ms > 0 && ms <= MAX_FIRST_LATE_MS ? 0 : ms;
}

export function isUntrusted(offset: ClockOffset | null): boolean {
  return Math.abs(offsetMs(offset)) > UNTRUSTED_MS;
}

/** When a live message was sent, server time, ms; its arrival, where the clock gives no better answer. */
export function sentAt(offset: ClockOffset | null, at: number, ts: number): number {
  if (offset === null) return at;
  const sent = ts + offsetMs(offset);
  return sent < at - MAX_LATE_MS ? at : Math.min(sent, at);
}

/** When the newest of samples that were kept back was measured: not before the oldest that counts as current. */
export function measuredAt(offset: ClockOffset | null, at: number, ts: number): number {
  return Math.min(Math.max(ts + offsetMs(offset), at - MAX_LATE_MS), at);
}

/**
 * When a live message was sent, for telling which of two came first. What would have been under way
 * for very long was sent by a clock that has been put back: it counts as sent now.
 */
export function orderOf(offset: ClockOffset | null, at: number, ts: number): number {
  if (offset === null) return at;
  const sent = ts + offsetMs(offset);
  if (sent >= at - MAX_UNDER_WAY_MS) return Math.min(sent, at);
  return offset.doubt === null ? at : Math.min(ts + offset.doubt.seen, at);
}
