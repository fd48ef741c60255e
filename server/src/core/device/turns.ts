import type { DeviceClass } from '@fengsui/config/contract';
import type { DeviceFact, DuplicateBoot } from './event.ts';
import { withFlag } from './flags.ts';
import { calm } from './flapping.ts';
import { NO_FACTS, moveLink } from './link.ts';
import type { DeviceState, Draft, Turns } from './state.ts';
import { nextLook, offlineAfterMs } from './timers.ts';

/** So many turns within this time, and two devices bear one name. */
const MANY = 3;
const WITHIN_MS = 10 * 60_000;
/** Messages of a life that has just ended may be under way for a while: that is not taking turns yet. */
const PROVEN_MS = 60_000;
/** Only one life heard for this long, and the name is one device's again. */
const QUIET_MS = 30 * 60_000;

export function isQuarantined(state: DeviceState): boolean {
  return state.flags.includes('QUARANTINED');
}

/** A life that was thought to be over is heard again. */
export function takeTurn(next: Draft, at: number): readonly DeviceFact[] {
  const turns = oneMore(next.turns, at);
  next.turns = turns;
  if (isQuarantined(next)) {
    next.wakeAt = at + QUIET_MS;
    return NO_FACTS;
  }
  return isProven(turns, at) ? quarantine(next, turns, at) : NO_FACTS;
}

function oneMore(turns: Turns | null, at: number): Turns {
  const last = turns?.recent.at(-1) ?? -Infinity;
  if (turns === null || at - last > WITHIN_MS) return { since: at, count: 1, recent: [at] };
  return { since: turns.since, count: turns.count + 1, recent: [...turns.recent, at].slice(-MANY) };
}

function isProven({ since, recent }: Turns, at: number): boolean {
  const [first] = recent;
  const isMany = recent.length === MANY && first !== undefined && at - first <= WITHIN_MS;
  return isMany && at - since >= PROVEN_MS;
}

/** Whether such a device is there cannot be said of one: it is neither online nor offline. */
function quarantine(next: Draft, turns: Turns, at: number): readonly DeviceFact[] {
  calm(next);
  next.flags = withFlag(next.flags, 'QUARANTINED', true);
  const moved = moveLink(next, 'BLIND', at, 'duplicate_id', at + QUIET_MS);
  return [...moved, duplicateFact(next, turns, at, true)];
}

/** Time has come to see whether only one of them is left. */
export function endQuarantine(next: Draft, at: number, profile: DeviceClass): readonly DeviceFact[] {
  const turns = next.turns ?? { since: at, count: 0, recent: [] };
  const quietAt = (turns.recent.at(-1) ?? at - QUIET_MS) + QUIET_MS;
  next.wakeAt = quietAt;
  if (at < quietAt) return NO_FACTS;
  next.flags = withFlag(next.flags, 'QUARANTINED', false);
  next.turns = null;
  const seen = next.lastSeenAt ?? 0;
  const isThere = at < seen + offlineAfterMs(profile, next.T);
  const moved = isThere
    ? moveLink(next, 'ONLINE', at, 'data', Math.max(at + 1, nextLook(next, profile, seen)))
    : moveLink(next, 'OFFLINE', at, 'silence');
  return [...moved, duplicateFact(next, turns, at, false)];
}

function duplicateFact(state: DeviceState, turns: Turns, at: number, on: boolean): DeviceFact {
  const boots = state.boots.filter(({ heardTo }) => heardTo >= turns.since - WITHIN_MS).map(evidence);
  return {
    kind: 'duplicate',
    device: state.id,
    at,
    on,
    since: turns.since,
    alternations: turns.count,
    boots,
  };
}

function evidence({ boot, received, since, heardTo }: DeviceState['boots'][number]): DuplicateBoot {
  return { boot, seq: received.at(-1)?.[1] ?? null, since, heardTo };
}
