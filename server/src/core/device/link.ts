import type { LinkReason, LinkState } from '@fengsui/config/contract';
import type { DeviceFact, DeviceStep } from './event.ts';
import type { DeviceState } from './state.ts';

/** Moves the link, and says so only where it really moves. */
export function moveLink(
  state: DeviceState,
  to: LinkState,
  at: number,
  because: LinkReason,
  wakeAt?: number,
): { state: DeviceState; facts: DeviceFact[] } {
  if (state.link === to) return { state: { ...state, wakeAt }, facts: [] };
  return {
    state: { ...state, link: to, linkSince: at, linkBecause: because, wakeAt },
    facts: [{ kind: 'link', device: state.id, at, from: state.link, to, because }],
  };
}

export function stay(state: DeviceState): DeviceStep {
  return { state, facts: [] };
}
