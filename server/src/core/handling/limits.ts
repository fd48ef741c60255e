import type { Severity, Stage } from '@fengsui/config/contract';
import { nextBreach } from '../service/clocks.ts';
import type { Case } from './case.ts';
import { viewPromises } from './promise.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a stage may last: a hand-off that takes longer has stuck, and is named. */
const DWELL_MS: Readonly<Record<Exclude<Stage, 'closed'>, number>> = {
  detected: HOUR_MS,
  acknowledged: 4 * HOUR_MS,
  dispatched: 24 * HOUR_MS,
  restored: 48 * HOUR_MS,
  fed_back: 24 * HOUR_MS,
};

/** For how long somebody's word that they have it is taken, without a dispatch or a restoration. */
const ACK_HOLDS_MS: Readonly<Record<Severity, number>> = {
  critical: 30 * MINUTE_MS,
  major: HOUR_MS,
  minor: 4 * HOUR_MS,
  warning: 24 * HOUR_MS,
  info: 24 * HOUR_MS,
};

export const ackUntil = (severity: Severity, at: number): number => at + ACK_HOLDS_MS[severity];

/** When it has been in its stage for too long; undefined once it is closed. */
export function stuckAt({ stage, stageSince }: Case): number | undefined {
  return stage === 'closed' ? undefined : stageSince + DWELL_MS[stage];
}

/** The soonest of what is promised and not met, and of the stage's own limit; null once closed. */
export function dueAt(kase: Case, at: number): number | null {
  if (kase.closedAt !== null) return null;
  const promised = viewPromises(kase, at).flatMap((clock) => (clock.metAt === null ? clock.dueAt : []));
  return Math.min(...promised, stuckAt(kase) ?? Infinity);
}

/** When something happens by itself next; undefined where nothing will. */
export function nextWake(kase: Case, at: number, escalateAt: number | undefined): number | undefined {
  if (kase.closedAt !== null) return undefined;
  const stuck = kase.stuckSince === null ? stuckAt(kase) : undefined;
  const breaches = kase.promises.map((clocks) => nextBreach(clocks, at));
  const dues = [kase.ackUntil, stuck, escalateAt, ...breaches];
  const soonest = Math.min(...dues.map((due) => due ?? Infinity));
  return soonest < Infinity ? soonest : undefined;
}
