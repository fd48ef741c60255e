import type { Milestone, PauseReason, ServiceProfile } from '@fengsui/config/contract';
import type { ServiceEvent } from './event.ts';
import type { Subject } from './subject.ts';

/** From inclusive, to exclusive; null: not over yet. */
export interface Stop {
  reason: PauseReason;
  from: number;
  to: number | null;
}

/** All that the clocks of one incident need to know: plain data, kept and restored as it is. */
export interface ClockState {
  profile: ServiceProfile;
  subject: Subject;
  detectedAt: number | null;
  /** The earliest of all reports. */
  reportedAt: number | null;
  /** The earliest of those that went over our heads. */
  escalatedAt: number | null;
  milestones: Partial<Record<Milestone, number>>;
  /** In the order in which they were told; at most one pause is open. */
  stops: Stop[];
  endedAt: number | null;
  /** The latest time that anything told of: nothing is counted for a time before it. */
  toldUntil: number;
}

/** Pauses and force majeure of one incident; more are not taken: a promise is never stretched unseen. */
export const MAX_STOPS = 1_000;

export function newClocks(profile: ServiceProfile, subject: Subject): ClockState {
  return {
    profile,
    subject,
    detectedAt: null,
    reportedAt: null,
    escalatedAt: null,
    milestones: {},
    stops: [],
    endedAt: null,
    toldUntil: 0,
  };
}

/** Answers a new state; the one it was given stays as it was. */
export function tellClocks(state: ClockState, event: ServiceEvent): ClockState {
  return {
    ...state,
    ...change(state, event),
    stops: stopsAfter(state.stops, event),
    toldUntil: Math.max(state.toldUntil, event.at),
  };
}

function change(state: ClockState, event: ServiceEvent): Partial<ClockState> {
  const { detectedAt, reportedAt, milestones, endedAt } = state;
  switch (event.kind) {
    case 'detected':
      return { detectedAt: earlier(detectedAt, event.at) };
    case 'reported':
      return {
        ...(event.escalated && escalated(state, event.at)),
        reportedAt: earlier(reportedAt, event.at),
        subject: { ...state.subject, reported: true },
      };
    case 'milestone':
      return { milestones: reached(milestones, event.milestone, event.at) };
    case 'undone':
      return { milestones: withoutRestoration(milestones), endedAt: null };
    case 'subject':
      return { subject: { ...event.subject, reported: event.subject.reported || reportedAt !== null } };
    case 'ended':
      return { endedAt: endedAt ?? event.at };
    default:
      return {};
  }
}

function stopsAfter(stops: Stop[], event: ServiceEvent): Stop[] {
  const { at } = event;
  switch (event.kind) {
    case 'paused':
      return opened(closed(stops, at, isPause), { reason: event.reason, from: at, to: null });
    case 'resumed':
    case 'ended':
      return closed(stops, at, isPause);
    case 'force_majeure':
      return opened(stops, { reason: CONFIRMED, from: event.from, to: event.to });
    case 'force_majeure_ended':
      return closed(stops, at, (stop) => !isPause(stop));
    default:
      return stops;
  }
}

const CONFIRMED: PauseReason = 'force_majeure';
const isPause = ({ reason }: Stop): boolean => reason !== CONFIRMED;

const earlier = (known: number | null | undefined, at: number): number => Math.min(known ?? at, at);

function reached(
  known: ClockState['milestones'],
  milestone: Milestone,
  at: number,
): ClockState['milestones'] {
  const next = { ...known, [milestone]: earlier(known[milestone], at) };
  // Devices restore by themselves; everything else is done by people.
  if (milestone !== 'restored') next.responded = earlier(next.responded, at);
  return next;
}

function escalated({ escalatedAt, milestones }: ClockState, at: number): Partial<ClockState> {
  const { contacted: _, visited: __, ...rest } = milestones;
  return { escalatedAt: earlier(escalatedAt, at), milestones: escalatedAt === null ? rest : milestones };
}

function withoutRestoration({ restored: _, fed_back: __, ...rest }: ClockState['milestones']) {
  return rest;
}

function opened(stops: Stop[], stop: Stop): Stop[] {
  return stops.length < MAX_STOPS ? [...stops, stop] : stops;
}

function closed(stops: readonly Stop[], at: number, isMeant: (stop: Stop) => boolean): Stop[] {
  return stops.map((stop) =>
    stop.to === null && isMeant(stop) ? { ...stop, to: Math.max(stop.from, at) } : stop,
  );
}
