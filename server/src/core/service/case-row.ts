import type {
  Cause,
  IncidentType,
  Owner,
  ReportChannel,
  ServiceClock,
  Severity,
  Stage,
} from '@fengsui/config/contract';
import type { Stop } from './clock-state.ts';

/** What figures and reports need of one incident that people deal with; times are ms UTC. */
export interface CaseRow {
  id: string;
  /** Division code, nearest; '' where it lies nowhere. */
  area: string;
  /** Six digits; '' where it lies in none. */
  county: string;
  /** The id of the team that has it; '' for none. */
  team: string;
  type: IncidentType;
  severity: Severity;
  cause: Cause;
  stage: Stage;
  owner: Owner;
  /** When it became known: the earlier of detection and first report. */
  openedAt: number;
  /** The first human response. */
  respondedAt: number | null;
  restoredAt: number | null;
  closedAt: number | null;
  /** The soonest promise or dwell limit that is not met. */
  dueAt: number | null;
  disputed: boolean;
  stuckSince: number | null;
  clocks: readonly ServiceClock[];
  /** Pauses and force majeure, as `ClockState.stops`. */
  pauses: readonly Stop[];
  reports: readonly { at: number; channel: ReportChannel }[];
}

/** From inclusive, to exclusive; `at`: the time of asking, behind which nothing is known yet. */
export interface Window {
  from: number;
  to: number;
  at: number;
}

/** The end of what is known of a window. */
export const knownUntil = ({ to, at }: Window): number => Math.min(to, at);

export const isWithinWindow = (time: number | null, window: Window): boolean =>
  time !== null && time >= window.from && time < knownUntil(window);

/** Whether it is open at the end of what is known. */
export function isOpen({ openedAt, closedAt }: CaseRow, window: Window): boolean {
  const until = knownUntil(window);
  return openedAt < until && (closedAt === null || closedAt >= until);
}
