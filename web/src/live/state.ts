import type { LiveHash, LiveState, Patch, Pulse, Snapshot } from '@fengsui/config/contract';

/** Why a snapshot was asked for. */
export type AskReason =
  'connected' | 'region' | 'version_gap' | 'version_back' | 'behind' | 'hash_mismatch' | 'no_answer';

/** What the server said, as far as it has come here. Collections are replaced, never changed in place. */
export interface Held {
  region: string;
  version: number;
  hash: LiveHash;
  state: LiveState;
}

/** An instant on both clocks: ours (`at`, monotonic) and the server's (`serverAt`, since 1970). */
export interface Moment {
  at: number;
  serverAt: number;
}

export interface Refusal {
  code: string;
  message: string;
}

export interface ViewerState {
  /** Our own clock when the viewer was opened. */
  startedAt: number;
  /** The region that was asked for; '' is the site's top region. */
  wanted: string;
  /** The connection stands. */
  open: boolean;
  held: Held | undefined;
  asked: { at: number; because: AskReason } | undefined;
  /** When a snapshot was last asked for, answered or not. */
  lastAskAt: number | undefined;
  /** The version a pulse has announced and that has not come yet. */
  owed: { version: number; since: number } | undefined;
  pulse: Moment | undefined;
  /** When held state and server were last known to be equal. */
  confirmed: Moment | undefined;
  /** When something was last heard that concerns what is shown. */
  heardAt: number | undefined;
  refused: Refusal | undefined;
  /** The server answers, and will not let this viewer in. */
  denied: boolean;
  /** When the connection was last opened, or given up to be opened anew. */
  dialledAt: number | undefined;
}

export type LiveEvent =
  | { type: 'opened' }
  | { type: 'closed' }
  | { type: 'denied' }
  | { type: 'wanted'; region: string }
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'patch'; patch: Patch }
  | { type: 'pulse'; pulse: Pulse }
  | { type: 'refused'; why: Refusal }
  | { type: 'tick' };

/** The next state and what is to be done about it. */
export interface Step {
  state: ViewerState;
  ask?: AskReason;
  /** Give the connection up and dial anew: it claims to stand, and nothing comes. */
  redial?: true;
}

export function firstState(region: string, at: number): ViewerState {
  return {
    startedAt: at,
    wanted: region,
    open: false,
    held: undefined,
    asked: undefined,
    lastAskAt: undefined,
    owed: undefined,
    pulse: undefined,
    confirmed: undefined,
    heardAt: undefined,
    refused: undefined,
    denied: false,
    dialledAt: undefined,
  };
}
