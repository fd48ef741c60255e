import type { ClockRule, Milestone, ServiceClock } from '@fengsui/config/contract';
import type { ClockState } from './clock-state.ts';
import type { Span } from './stopped-time.ts';
import { before, dueAfter, stoppedWithin, union } from './stopped-time.ts';
import { matches } from './subject.ts';

export type { ClockState } from './clock-state.ts';
export { MAX_STOPS, newClocks, tellClocks } from './clock-state.ts';

/**
 * The promises as they stand at a time, in the profile's order; none before the profile's start is known.
 * A milestone at the very due time is in time. What ends without its milestone is `late` with `metAt` null
 * where it was past due, and `void` where it was not. While a clock is paused, its due time is the one that
 * holds if the pause ends now.
 */
export function viewClocks(state: ClockState, at: number): ServiceClock[] {
  const startedAt = startOf(state);
  if (startedAt === null) return [];
  const now = Math.max(at, state.toldUntil);
  const stops = stopsUntil(state, now);
  return state.profile.clocks.map((rule) => viewOne(state, rule, { startedAt, now, stops }));
}

/**
 * The first millisecond after `at` at which another promise is overdue, if nothing more happens; none where
 * nobody waits, and for what is paused without a known end.
 */
export function nextBreach(state: ClockState, at: number): number | undefined {
  const stops = stopsUntil(state, Infinity);
  const coming = viewClocks(state, at)
    .filter(({ state: standing }) => standing === 'running' || standing === 'paused')
    .map(({ startedAt, withinMs }) => dueAfter(startedAt, withinMs, stops) + 1);
  const soonest = Math.min(...coming);
  return soonest < Infinity ? soonest : undefined;
}

interface Moment {
  startedAt: number;
  now: number;
  stops: readonly Span[];
}

function viewOne(state: ClockState, rule: ClockRule, { startedAt, now, stops }: Moment): ServiceClock {
  const metAt = metAtOf(state, rule.until);
  const over = metAt ?? state.endedAt;
  const until = Math.max(startedAt, over ?? now);
  const taken = over === null ? stops : before(until, stops);
  const withinMs = withinOf(rule, state);
  const pausedMs = stoppedWithin({ from: startedAt, to: until }, taken);
  const elapsedMs = until - startedAt - pausedMs;
  return {
    id: rule.id,
    name: rule.name,
    profile: state.profile.id,
    startedAt,
    withinMs,
    dueAt: dueAfter(startedAt, withinMs, taken),
    state: standing({ isInTime: elapsedMs <= withinMs, isMet: metAt !== null, isOver: over !== null }, () =>
      isStopped(state, now),
    ),
    metAt,
    elapsedMs,
    pausedMs,
  };
}

function standing(
  { isInTime, isMet, isOver }: { isInTime: boolean; isMet: boolean; isOver: boolean },
  isPaused: () => boolean,
): ServiceClock['state'] {
  if (isOver && !isInTime) return 'late';
  if (isOver) return isMet ? 'met' : 'void';
  if (!isInTime) return 'overdue';
  return isPaused() ? 'paused' : 'running';
}

function startOf({ profile, detectedAt, reportedAt, escalatedAt }: ClockState): number | null {
  switch (profile.start) {
    case 'detected':
      return detectedAt;
    case 'reported':
      return reportedAt;
    case 'escalated':
      return escalatedAt ?? reportedAt;
    case 'known':
      return detectedAt === null ? reportedAt : Math.min(detectedAt, reportedAt ?? detectedAt);
  }
}

function metAtOf({ milestones, endedAt }: ClockState, until: Milestone): number | null {
  const at = milestones[until] ?? null;
  return at !== null && at > (endedAt ?? at) ? null : at;
}

function withinOf({ unless, withinMs }: ClockRule, { subject }: ClockState): number {
  return unless.find(({ when }) => matches(when, subject))?.withinMs ?? withinMs;
}

/** Those that stop the clocks of this profile. */
function stopsOf({ stops, profile: { excludesForceMajeure } }: ClockState): ClockState['stops'] {
  return excludesForceMajeure ? stops : stops.filter(({ reason }) => reason !== 'force_majeure');
}

/** In order, without overlaps; what is open counts until now, what has its end ahead until then. */
function stopsUntil(state: ClockState, now: number): Span[] {
  return union(stopsOf(state).map(({ from, to }) => ({ from, to: to ?? Math.max(from, now) })));
}

function isStopped(state: ClockState, now: number): boolean {
  return stopsOf(state).some(({ from, to }) => from <= now && (to === null || now < to));
}
