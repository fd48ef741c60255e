import type { DeviceClass, LinkReason } from '@fengsui/config/contract';
import { moveLink, stay } from './link.ts';
import { offlineAfterMs, suspectAfterMs } from './timers.ts';
import type { DeviceHappening, DeviceStep } from './event.ts';
import type { DeviceState } from './state.ts';

/** Time has come to judge the device's silence. */
export function onTick(state: DeviceState, at: number, profile: DeviceClass): DeviceStep {
  if (state.wakeAt === undefined || at < state.wakeAt) return stay(state);
  if (state.link === 'ONLINE') return judgeSilence(state, at, profile);
  return moveLink(state, 'OFFLINE', at, lossReason(state));
}

function judgeSilence(state: DeviceState, at: number, profile: DeviceClass): DeviceStep {
  const last = state.lastSeenAt ?? at;
  const offlineAt = last + offlineAfterMs(profile, state.T);
  if (at >= offlineAt) return moveLink(state, 'OFFLINE', at, 'silence');
  if (at < last + suspectAfterMs(profile, state.T)) return stay(state);
  return moveLink(state, 'SUSPECT', at, 'silence', offlineAt);
}

function lossReason(state: DeviceState): LinkReason {
  if (state.link === 'STANDBY') return 'return_overdue';
  return state.linkBecause === 'will' ? 'will_unanswered' : 'silence';
}

/** Who was believed to be there can no longer be judged; who was away stays away. */
export function onBlind(state: DeviceState, event: DeviceHappening & { type: 'blind' }): DeviceStep {
  const isJudged = state.link === 'ONLINE' || state.link === 'SUSPECT';
  return isJudged ? moveLink(state, 'BLIND', event.at, event.because) : stay(state);
}

/** We see again: everybody gets the full time to be heard before silence counts. */
export function onSighted(state: DeviceState, at: number, profile: DeviceClass): DeviceStep {
  if (state.link !== 'BLIND') return stay(state);
  return { state: { ...state, wakeAt: at + offlineAfterMs(profile, state.T) }, facts: [] };
}
