import type { Incident, Owner, PauseReason, ReportChannel, Severity, Stage } from '@fengsui/config/contract';
import type { ClockState } from '../service/clocks.ts';

/** Somebody said that something is wrong. */
export interface Report {
  /** When it was said, ms. */
  at: number;
  channel: ReportChannel;
  escalated: boolean;
  ref: string | null;
  words: string;
}

/** A claim that nobody could have kept the promise; it counts once another person has confirmed it. */
export interface ForceMajeure {
  from: number;
  to: number | null;
  /** Id of whoever claimed it. */
  by: string;
  state: 'claimed' | 'confirmed' | 'refused' | 'ended';
}

/** How far people have come with one incident. Plain data: it is kept as JSON. */
export interface Case {
  /** As it stands; the trouble itself is for the core, or for people where only they have said so. */
  incident: Incident;
  /** Where it came from: the detectors, or people. */
  origin: 'detected' | 'people';
  stage: Stage;
  stageSince: number;
  /** The stage before it was restored: what it goes back to when the trouble comes back. */
  reached: Extract<Stage, 'detected' | 'acknowledged' | 'dispatched'>;
  owner: Owner;
  /** The team's id; '' where no team serves the place. */
  team: string;
  /** How many lines its timeline has of people and of pages. */
  lines: number;
  /** What is promised: a promise once made stands, also when a graver one is made beside it. */
  promises: ClockState[];
  /** A person has done something about it. */
  isActedOn: boolean;
  /** Until when the acknowledgement holds without anything else. */
  ackUntil: number | null;
  disputed: boolean;
  stuckSince: number | null;
  /** Clocks whose breach was told. */
  breached: string[];
  reports: Report[];
  paused: Exclude<PauseReason, 'force_majeure'> | null;
  forceMajeure: ForceMajeure | null;
  /** Who is called next while nobody acknowledges; null while nobody need be called. */
  escalation: { since: number; step: number } | null;
  closedAt: number | null;
  /** It turned out that nothing was wrong: it counts in no figure. */
  isWithdrawn: boolean;
}

/** More are counted and joined, but not kept one by one. */
export const MAX_REPORTS = 200;

const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor', 'warning', 'info'];

export const isWorse = (a: Severity, b: Severity): boolean => SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b);

/** Nobody looks after it any more, and nothing can bring it back. */
export const isOver = ({ closedAt, incident }: Case): boolean =>
  closedAt !== null && (incident.state === 'closed' || incident.state === 'merged');
