import type { GapReason, SeriesAnswer } from '@fengsui/config/contract';
import { offlineAfterMs } from '../core/device/timers.ts';
import type { DeviceState } from '../core/device/state.ts';
import { profileOf } from '../core/fleet/identity.ts';
import type { Ledger, LinkTransition } from '../ledger/port.ts';
import type { SeriesStore } from '../series/port.ts';
import type { Span } from './series-plan.ts';

const MAX_GAPS = 1_000;

export interface GapParts {
  store: Pick<SeriesStore, 'silences'>;
  ledger: Ledger;
}

/** Where nothing was measured for longer than the device may be silent, and why. */
export async function gapsOf(
  { store, ledger }: GapParts,
  state: DeviceState,
  { from, to }: Span,
): Promise<SeriesAnswer['gaps']> {
  if (to <= from) return [];
  const window = { device: state.id, from, to, limit: MAX_GAPS };
  const longerThanMs = offlineAfterMs(profileOf(state), state.T);
  const silences = await store.silences({ ...window, longerThanMs });
  const transitions = ledger.transitions(window);
  const missed = silences.filter(([start]) => start > from || wasHeardBefore(ledger, state.id, start));
  return missed.map(([start, until]) => [start, until, gapReason(transitions, start, until)]);
}

/** Before a device was first heard, nothing of it was missed. */
function wasHeardBefore(ledger: Ledger, device: string, at: number): boolean {
  return ledger.transitions({ device, from: 0, to: at, limit: 1 }).length > 0;
}

/** By what the link did in the meantime: announced absence and our own blindness are no loss of contact. */
function gapReason(transitions: readonly LinkTransition[], from: number, until: number): GapReason {
  const within = transitions.filter(({ at }) => at >= from && at <= until);
  if (within.some(({ to }) => to === 'OFFLINE')) return 'no_contact';
  if (within.some(({ to }) => to === 'STANDBY')) return 'announced';
  return within.some(({ to }) => to === 'BLIND') ? 'blind' : 'no_contact';
}
