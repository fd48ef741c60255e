import type { IncidentType } from '@fengsui/config/contract';
import type { Entry } from './entry.ts';

const MINUTE_MS = 60_000;

/**
 * How long a trouble must stay away until it is believed to be over: a device twice its interval and
 * three minutes at least, what concerns an area ten minutes.
 */
const HOLD_MS: Readonly<Record<IncidentType, number>> = {
  outage: 10 * MINUTE_MS,
  device_down: 3 * MINUTE_MS,
  weak_signal: 10 * MINUTE_MS,
  weak_area: 10 * MINUTE_MS,
  power: 10 * MINUTE_MS,
  silent_speaker: 3 * MINUTE_MS,
  duplicate_id: 10 * MINUTE_MS,
  platform: MINUTE_MS,
  reported: 10 * MINUTE_MS,
};

/** What comes back within this time is the same incident. */
const REOPEN_MS = 30 * MINUTE_MS;
/** Changed figures alone are told no more often than this. */
export const TELL_EVERY_MS = MINUTE_MS;
export const LOOK_EVERY_MS = MINUTE_MS;

/** When it is believed to be over; not while it flaps. */
export function recoverDue({ state, goneAt, flaps, finding }: Entry): number | undefined {
  if (state !== 'open' || goneAt === null || flaps.isFlapping) return undefined;
  return goneAt + HOLD_MS[finding.type];
}

export function closeDue({ state, recoveredAt }: Entry): number | undefined {
  return state === 'recovered' && recoveredAt !== null ? recoveredAt + REOPEN_MS : undefined;
}

export function tellDue({ isStale, updatedAt }: Entry): number | undefined {
  return isStale ? updatedAt + TELL_EVERY_MS : undefined;
}

export function isDue(due: number | null | undefined, at: number): boolean {
  return typeof due === 'number' && due <= at;
}

/** When something of the entry is due; undefined while nothing is. */
export function nextWake(entry: Entry): number | undefined {
  const { lookAt, planned } = entry;
  const dues = [lookAt, planned?.until, tellDue(entry), closeDue(entry), recoverDue(entry)];
  const soonest = Math.min(...dues.map((due) => due ?? Infinity));
  return soonest === Infinity ? undefined : soonest;
}
