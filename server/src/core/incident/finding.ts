import type { BlindReason } from '../device/event.ts';
import type { CampaignFact } from '../play/campaign-fact.ts';
import type { Affected, Cause, IncidentType, Json, Scope, Severity } from '@fengsui/config/contract';

/** Why something was decided, in data; shown, kept and replayed as it is. */
export type Because = Readonly<Record<string, Json>>;

/** Something is wrong: what a detector has found, as it sees it now. */
export interface Finding {
  /** What it is about. The same key is the same trouble: found again, it is an update. */
  key: string;
  type: IncidentType;
  scope: Scope;
  /** The division that it lies in. */
  area: string;
  /** Since when, as far as can be told; ms. */
  since: number;
  severity: Severity;
  cause: Cause;
  affected: Affected;
  because: Because;
}

/** What a detector says. The incident book makes incidents of it. */
export type Report =
  | { kind: 'found'; at: number; finding: Finding }
  /** More is known of it now; that says nothing of whether it is still there. */
  | { kind: 'revised'; at: number; finding: Finding }
  /** It is over; the book waits before it believes so. */
  | { kind: 'gone'; at: number; key: string; because: Because }
  /** It was never there, or has turned out to be nothing that concerns anybody. */
  | { kind: 'withdrawn'; at: number; key: string; because: Because }
  /** The same trouble turned out to lie elsewhere, and is known by another key from now on. */
  | { kind: 'moved'; at: number; key: string; to: string }
  /** It was a part of another trouble. */
  | { kind: 'merged'; at: number; key: string; into: string }
  /** What is heard cannot be relied on from now on, or can again: that is for the whole core to know. */
  | { kind: 'blind'; at: number; because: BlindReason }
  | { kind: 'sighted'; at: number; because: BlindReason }
  /** Nothing is wrong: a play of the emergency broadcast has come so far. */
  | { kind: 'campaign'; at: number; fact: CampaignFact };

/** What the book takes. */
export type IncidentReport = Exclude<Report, { kind: 'blind' | 'sighted' | 'campaign' }>;

export const NOTHING_TO_REPORT: readonly Report[] = [];
