import type { IncidentType } from '@fengsui/config/contract';
import type { Priority } from '@fengsui/config/contract';

/** An incident with its handling. Times are ms UTC. */
export interface IncidentRow {
  id: string;
  type: IncidentType;
  /** Where it is, like `node:hub-1`: the same place again is the same source. */
  source: string;
  /** Opened and reopened: active; recovered and closed: not. In order of time, the first an opening. */
  changes: readonly { at: number; isActive: boolean }[];
  /** For the first time. */
  acknowledgedAt: number | null;
  closedAt: number | null;
  /** Whether anybody did more than acknowledge, note and close: dispatched, resolved, gave feedback. */
  isActedOn: boolean;
}

/**
 * A message that asked an operator for something: a page that was sent, a digest (once, however many
 * incidents it names), an alarm at a desk that somebody sits at. Not: tests, recoveries, what was held back.
 */
export interface AlarmRow {
  at: number;
  operator: string;
  priority: Priority;
  incidents: readonly string[];
}

export interface QualityRows {
  /** All that were active or closed in the window. */
  incidents: readonly IncidentRow[];
  /** Those of the window, and of the ten minutes before it. */
  alarms: readonly AlarmRow[];
  /** Whoever was on duty, with or without alarms; those who got some count anyway. */
  operators: readonly string[];
}

/** From inclusive, to exclusive. */
export interface Span {
  from: number;
  to: number;
}

export const isWithin = (at: number, { from, to }: Span): boolean => from <= at && at < to;
