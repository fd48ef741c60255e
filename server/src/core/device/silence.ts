import type { DeviceClass, LinkReason } from '@fengsui/config/contract';
import { look, lookAgain } from './flapping.ts';
import { NO_FACTS, moveLink, stay } from './link.ts';
import { joined } from './presence.ts';
import { offlineAfterMs, sightedGraceMs, suspectAfterMs } from './timers.ts';
import { endQuarantine, isQuarantined } from './turns.ts';
import type { DeviceFact, DeviceHappening, DeviceStep } from './event.ts';
import type { DeviceState, Draft } from './state.ts';
import { draftOf } from './state.ts';

/** Time has come to judge the device's silence. */
export function onTick(state: DeviceState, at: number, profile: DeviceClass): DeviceStep {
  if (state.wakeAt === undefined || at < state.wakeAt) return stay(state);
  const next = draftOf(state);
  return { state: next, facts: judgeDue(next, at, profile) };
}

function judgeDue(next: Draft, at: number, profile: DeviceClass): readonly DeviceFact[] {
  if (isQuarantined(next)) return endQuarantine(next, at, profile);
  if (next.link === 'ONLINE') return judgeSilence(next, at, profile);
  if (next.link === 'OFFLINE' || (next.link === 'STANDBY' && !mustReturn(next))) return lookAgain(next, at);
  return goOffline(next, at, lossReason(next));
}

function judgeSilence(next: Draft, at: number, profile: DeviceClass): readonly DeviceFact[] {
  const last = next.lastSeenAt ?? at;
  const offlineAt = last + offlineAfterMs(profile, next.T);
  if (at >= offlineAt) return goOffline(next, at, 'silence');
  const suspectAt = last + suspectAfterMs(profile, next.T);
  if (at >= suspectAt) return moveLink(next, 'SUSPECT', at, 'silence', offlineAt);
  next.wakeAt = suspectAt;
  return NO_FACTS;
}

function goOffline(next: Draft, at: number, because: LinkReason): readonly DeviceFact[] {
  const moved = moveLink(next, 'OFFLINE', at, because);
  const looked = look(next, at, true);
  if (next.flags.includes('FLAPPING')) next.wakeAt = at + next.T * 1000;
  return joined(moved, looked);
}

function mustReturn({ linkBecause }: DeviceState): boolean {
  return linkBecause === 'restart' || linkBecause === 'upgrade';
}

function lossReason(state: DeviceState): LinkReason {
  if (state.link === 'STANDBY') return 'return_overdue';
  return state.linkBecause === 'will' ? 'will_unanswered' : 'silence';
}

/** Who was believed to be there can no longer be judged; who was away stays away. */
export function onBlind(state: DeviceState, event: DeviceHappening & { type: 'blind' }): DeviceStep {
  if (state.link !== 'ONLINE' && state.link !== 'SUSPECT') return stay(state);
  const next = draftOf(state);
  return { state: next, facts: moveLink(next, 'BLIND', event.at, event.because) };
}

/** We see again: everybody gets the full time to be heard before silence counts. */
export function onSighted(state: DeviceState, at: number, profile: DeviceClass): DeviceStep {
  if (state.link !== 'BLIND') return awaitReturn(state, at, profile);
  const due = at + sightedGraceMs(profile, state.T);
  const wakeAt = isQuarantined(state) ? Math.max(due, state.wakeAt ?? due) : due;
  return { state: { ...state, wakeAt }, facts: NO_FACTS };
}

/** Who had announced to be back soon may have been back while we could not see. */
function awaitReturn(state: DeviceState, at: number, profile: DeviceClass): DeviceStep {
  if (state.link !== 'STANDBY' || state.wakeAt === undefined) return stay(state);
  const wakeAt = Math.max(state.wakeAt, at + sightedGraceMs(profile, state.T));
  return { state: { ...state, wakeAt }, facts: NO_FACTS };
}
