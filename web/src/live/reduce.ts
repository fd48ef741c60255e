import type { Patch, Pulse, Snapshot } from '@fengsui/config/contract';
import { heldHash, holdPatch, holdSnapshot } from './held.ts';
import type { AskReason, Held, LiveEvent, Refusal, Step, ViewerState } from './state.ts';

/** A snapshot that was asked for and has not come within this time is asked for again. */
export const ANSWER_WITHIN_MS = 5_000;
/** How long a version that a pulse has announced may be on its way. */
export const BEHIND_GRACE_MS = 3_000;
/** Between two snapshots asked for because of doubt. */
const ASK_AT_MOST_EVERY_MS = 1_000;
/** A connection that carries no pulse for this long is given up, although it claims to stand. */
export const REDIAL_AFTER_MS = 8_000;

/** `at` is the viewer's own monotonic clock. */
export function reduceLive(state: ViewerState, event: LiveEvent, at: number): Step {
  switch (event.type) {
    case 'opened':
      return ask({ ...state, open: true, denied: false, dialledAt: at }, 'connected', at);
    case 'closed':
      return { state: { ...state, open: false, asked: undefined, owed: undefined } };
    case 'denied':
      return { state: { ...state, denied: true } };
    case 'wanted':
      return want(state, event.region, at);
    case 'snapshot':
      return adopt(state, event.snapshot, at);
    case 'patch':
      return follow(state, event.patch, at);
    case 'pulse':
      return compare(state, event.pulse, at);
    case 'refused':
      return refuse(state, event.why, at);
    case 'tick':
      return watch(state, at);
  }
}

function want(state: ViewerState, region: string, at: number): Step {
  const next = { ...state, wanted: region, refused: undefined };
  return next.open ? ask(next, 'region', at) : { state: next };
}

function adopt(state: ViewerState, snapshot: Snapshot, at: number): Step {
  const held = holdSnapshot(snapshot);
  const moment = { at, serverAt: snapshot.at };
  const next = { ...state, held, asked: undefined, owed: undefined, heardAt: at, pulse: moment };
  if (heldHash(held) !== snapshot.hash) return doubt(next, 'hash_mismatch', at);
  return { state: { ...next, confirmed: moment } };
}

function follow(state: ViewerState, patch: Patch, at: number): Step {
  const { held } = state;
  if (!held || patch.version <= held.version) return { state };
  if (patch.from !== held.version) return doubt(state, 'version_gap', at);
  const owed = state.owed && state.owed.version > patch.version ? state.owed : undefined;
  return { state: { ...state, held: holdPatch(held, patch), owed, heardAt: at } };
}

function compare(state: ViewerState, pulse: Pulse, at: number): Step {
  const moment = { at, serverAt: pulse.at };
  const next = { ...state, pulse: moment };
  if (!next.held || next.asked) return { state: next };
  if (pulse.version < next.held.version) return doubt(next, 'version_back', at);
  if (pulse.version > next.held.version) return waitFor(next, pulse.version, at);
  if (pulse.hash !== heldHash(next.held)) return doubt(next, 'hash_mismatch', at);
  return { state: { ...next, confirmed: moment, heardAt: at, owed: undefined } };
}

function waitFor(state: ViewerState, version: number, at: number): Step {
  const owed = state.owed ?? { version, since: at };
  const next = { ...state, owed };
  return at - owed.since < BEHIND_GRACE_MS ? { state: next } : doubt(next, 'behind', at);
}

/** A region that the server will not show: back to the one shown, or to the site's top. */
function refuse(state: ViewerState, why: Refusal, at: number): Step {
  const next = { ...state, refused: why, asked: undefined };
  const fallback = shownRegion(state.held);
  return fallback === state.wanted ? { state: next } : ask({ ...next, wanted: fallback }, 'region', at);
}

const shownRegion = (held: Held | undefined): string => held?.region ?? '';

function watch(state: ViewerState, at: number): Step {
  if (!state.open) return { state };
  const lastSign = Math.max(state.pulse?.at ?? state.startedAt, state.dialledAt ?? state.startedAt);
  if (at - lastSign >= REDIAL_AFTER_MS) return { state: { ...state, dialledAt: at }, redial: true };
  if (state.asked && at - state.asked.at >= ANSWER_WITHIN_MS) return ask(state, 'no_answer', at);
  return { state };
}

function doubt(state: ViewerState, because: AskReason, at: number): Step {
  const tooSoon = state.lastAskAt !== undefined && at - state.lastAskAt < ASK_AT_MOST_EVERY_MS;
  return state.asked || tooSoon ? { state } : ask(state, because, at);
}

function ask(state: ViewerState, because: AskReason, at: number): Step {
  return { state: { ...state, asked: { at, because }, lastAskAt: at, owed: undefined }, ask: because };
}
