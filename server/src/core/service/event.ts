import type { Milestone, PauseReason } from '@fengsui/config/contract';
import type { Subject } from './subject.ts';

/**
 * What clocks are told, in the order in which it became known; times are ms UTC.
 *
 * `at` is when it happened, which may lie before what was told earlier: a report counts from when it was
 * said, however late somebody writes it down.
 */
export type ServiceEvent = { at: number } & (
  | { kind: 'detected' }
  /**
   * `escalated`: the customer went over our heads. The first time, this asks for a contact and a visit anew:
   * those before do not count any more.
   */
  | { kind: 'reported'; escalated?: boolean }
  /** Told again it changes nothing unless it was earlier. All but `restored` are a human response too. */
  | { kind: 'milestone'; milestone: Milestone }
  /**
   * It came back. What rested on the restoration is taken back with it: the feedback, and the end. The
   * clocks count from their start as if it had never been restored.
   */
  | { kind: 'undone'; milestone: 'restored' }
  | { kind: 'paused'; reason: Exclude<PauseReason, 'force_majeure'> }
  | { kind: 'resumed' }
  /** Somebody confirmed it; `from` may be long ago, `to` null: until `force_majeure_ended`. */
  | { kind: 'force_majeure'; from: number; to: number | null }
  | { kind: 'force_majeure_ended' }
  /** Cause, severity or level are another now. A level changes a promise only where a rule names it. */
  | { kind: 'subject'; subject: Subject }
  /** Closed or merged: nobody waits any more, and whatever was paused no longer is. */
  | { kind: 'ended' }
);
