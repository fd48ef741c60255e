import { STALE_AFTER_MS } from '@fengsui/config/contract';
import type { ViewerState } from './state.ts';

/** denied: the server does not let this viewer in. no_connection: none stands. no_pulse: it stands, nothing comes. disagrees: what is shown is not the server's. */
export type StaleReason = 'denied' | 'no_connection' | 'no_pulse' | 'disagrees';

/** Whether what is shown may be believed; instants are the server's, ms since 1970. */
export type Freshness =
  | { kind: 'loading'; waitedMs: number }
  | { kind: 'fresh'; ageMs: number }
  | { kind: 'stale'; ageMs: number; since: number | undefined; because: StaleReason };

/** `at` is the viewer's own monotonic clock. */
export function judgeFreshness(state: ViewerState, at: number): Freshness {
  const lastEqualAt = state.confirmed?.at ?? state.startedAt;
  const silentMs = at - lastEqualAt;
  if (silentMs < STALE_AFTER_MS) {
    if (!state.confirmed) return { kind: 'loading', waitedMs: silentMs };
    return { kind: 'fresh', ageMs: at - Math.max(lastEqualAt, state.heardAt ?? lastEqualAt) };
  }
  return {
    kind: 'stale',
    ageMs: silentMs,
    since: state.confirmed?.serverAt,
    because: staleReason(state, at),
  };
}

function staleReason(state: ViewerState, at: number): StaleReason {
  if (!state.open) return state.denied ? 'denied' : 'no_connection';
  return state.pulse && at - state.pulse.at < STALE_AFTER_MS ? 'disagrees' : 'no_pulse';
}

/** The server's clock now, as far as it is known: its last pulse and the time that went by since. */
export function serverTime(state: ViewerState, at: number): number | undefined {
  return state.pulse && state.pulse.serverAt + (at - state.pulse.at);
}
