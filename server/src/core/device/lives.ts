import type { BootLog, LogDraft } from './boot-log.ts';
import { findBoot, hearAt, latestOffset, withCurrent, withOther } from './boot-log.ts';
import { isUntrusted, observe, orderOf, sentAt } from './clock-offset.ts';
import { withFlag } from './flags.ts';
import type { DeviceState, Draft } from './state.ts';

/**
 * Which of a device's lives a message belongs to: the `current` one, a `new` one, one that is `over`,
 * or one that was thought to be over and is heard again after the current one (`back`).
 */
export type Life = 'current' | 'new' | 'back' | 'over';

interface Stamp {
  at: number;
  boot: string;
  /** Device time. */
  ts: number;
  /** The same message has come before. */
  isRepeat: boolean;
}

/** A live message in its place. */
export interface Heard {
  life: Life;
  log: BootLog;
  /** When it was sent, to tell which came first; server time, ms. */
  order: number;
  /** The best estimate of when it was sent, server time, ms. */
  sentAt: number;
}

/** Puts a live message in its place, and notes it in the log of its life. */
export function hearLife(state: DeviceState, log: LogDraft, { at, boot, ts, isRepeat }: Stamp): Heard {
  const prior = latestOffset(state.boots);
  const before = log.offset;
  // How late a second copy comes says nothing of the clock.
  const offset = isRepeat && before !== null ? before : observe(before, at, ts, prior);
  const order = orderOf(offset, at, ts);
  const life = lifeOf(state, log, boot, order);
  hearAt(log, offset, order);
  return { life, log, order, sentAt: sentAt(offset, at, ts) };
}

/** @param before the log of its life, as it was before this message */
export function lifeOf(state: DeviceState, before: BootLog, boot: string, order: number): Life {
  if (boot === state.boot) return 'current';
  const current = findBoot(state.boots, state.boot);
  if (!current) return 'new';
  // Of a life that was never heard live, only what began before the current one did is over.
  if (before.heardTo === 0) return order < current.since ? 'over' : 'new';
  return order > before.heardTo && order > current.heardTo ? 'back' : 'over';
}

/** Makes the life of a message the current one, or keeps what came of another. */
export function settleLife(next: Draft, { life, log }: Heard): void {
  if (life === 'over') {
    next.boots = withOther(next.boots, log);
    return;
  }
  if (life !== 'current') enter(next, log.boot);
  next.boots = withCurrent(next.boots, log);
  next.flags = withFlag(next.flags, 'CLOCK_UNTRUSTED', isUntrusted(log.offset));
}

export function enter(next: Draft, boot: string): void {
  next.boot = boot;
  next.shownSeq = -1;
  next.rebornAt = null;
  next.goneAt = null;
}
