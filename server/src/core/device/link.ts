import type { LinkReason, LinkState } from '@fengsui/config/contract';
import type { DeviceFact, DeviceStep } from './event.ts';
import type { DeviceState, Draft } from './state.ts';

export const NO_FACTS: readonly DeviceFact[] = [];

/** Moves the link, and says so only where it really moves. */
export function moveLink(
  next: Draft,
  to: LinkState,
  at: number,
  because: LinkReason,
  wakeAt?: number,
): readonly DeviceFact[] {
  next.wakeAt = wakeAt;
  const from = next.link;
  if (from === to) {
    if (to === 'STANDBY') next.linkBecause = because;
    return NO_FACTS;
  }
  next.link = to;
  next.linkSince = at;
  next.linkBecause = because;
  return [{ kind: 'link', device: next.id, at, from, to, because }];
}

export function stay(state: DeviceState): DeviceStep {
  return { state, facts: NO_FACTS };
}
