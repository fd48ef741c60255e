import type { ClockRule, Milestone, ServiceClock, ServiceProfile } from '@fengsui/config/contract';
import type { ServiceEvent } from './event.ts';
import type { Subject } from './subject.ts';
import { matches } from './subject.ts';

type Kind = ServiceEvent['kind'];
type Told = readonly ServiceEvent[];
type Piece = { from: number; to: number; isStopped: boolean };

/**
 * The same clocks as `viewClocks`, worked out anew from everything that was ever told, in another way: time
 * is cut into pieces wherever anything begins or ends, and the pieces are counted. It is the second opinion
 * that the running clocks are checked against, so it shares no computation with them.
 */
export function clocksFromTimeline(
  profile: ServiceProfile,
  subject: Subject,
  events: Told,
  at: number,
): ServiceClock[] {
  const start = startIn(events, profile.start);
  if (start === undefined) return [];
  const now = events.reduce((latest, event) => Math.max(latest, event.at), at);
  const last = lastSubject(events, subject);
  return profile.clocks.map((rule) => clockOf(profile, rule, { events, subject: last, start, now }));
}

interface Case {
  events: Told;
  subject: Subject;
  start: number;
  now: number;
}

function clockOf(
  profile: ServiceProfile,
  rule: ClockRule,
  { events, subject, start, now }: Case,
): ServiceClock {
  const withinMs = rule.unless.filter(({ when }) => matches(when, subject))[0]?.withinMs ?? rule.withinMs;
  const end = endIn(events);
  const met = metIn(events, rule.until, end);
  const over = met ?? end;
  const stops = stopsIn(events, profile.excludesForceMajeure);
  const pieces = cut(stops, start, { now, over });
  const counted = pieces.filter(({ to }) => to <= (over ?? now));
  const elapsedMs = lengthOf(counted.filter(({ isStopped }) => !isStopped));
  const isLate = elapsedMs > withinMs;
  const isStopped = stops.some(([from, to]) => now >= from && now < (to ?? Infinity));
  const open = isLate ? 'overdue' : isStopped ? 'paused' : 'running';
  const done = isLate ? 'late' : met === undefined ? 'void' : 'met';
  return {
    id: rule.id,
    name: rule.name,
    profile: profile.id,
    startedAt: start,
    withinMs,
    dueAt: dueIn(pieces, start, withinMs),
    state: over === undefined ? open : done,
    metAt: met ?? null,
    elapsedMs,
    pausedMs: lengthOf(counted.filter((piece) => piece.isStopped)),
  };
}

const first = (times: readonly number[]): number | undefined => [...times].sort((a, b) => a - b)[0];
const timesOf = (events: Told, ...kinds: Kind[]): number[] =>
  events.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => at);

function startIn(events: Told, start: ServiceProfile['start']): number | undefined {
  if (start === 'known') return first(timesOf(events, 'detected', 'reported'));
  if (start !== 'escalated') return first(timesOf(events, start));
  return first(timesOf(events.filter(isEscalation), 'reported')) ?? first(timesOf(events, 'reported'));
}

const isEscalation = (event: ServiceEvent): boolean => event.kind === 'reported' && event.escalated === true;

function lastSubject(events: Told, initial: Subject): Subject {
  const said = events.flatMap((event) => (event.kind === 'subject' ? [event.subject] : []));
  const last = said.at(-1) ?? initial;
  return events.some(({ kind }) => kind === 'reported') ? { ...last, reported: true } : last;
}

/** What was told since it came back for the last time. */
function sinceUndone(events: Told): Told {
  return events.slice(events.findLastIndex(({ kind }) => kind === 'undone') + 1);
}

const endIn = (events: Told): number | undefined => timesOf(sinceUndone(events), 'ended')[0];

function metIn(events: Told, until: Milestone, end: number | undefined): number | undefined {
  const times = countedFor(until, events).flatMap((event) => {
    if (event.kind !== 'milestone') return [];
    const isHuman = event.milestone !== 'restored';
    return event.milestone === until || (until === 'responded' && isHuman) ? [event.at] : [];
  });
  const at = first(times);
  return at !== undefined && at <= (end ?? Infinity) ? at : undefined;
}

/** What was told since the milestone was taken back for the last time. */
function countedFor(until: Milestone, events: Told): Told {
  if (until === 'restored' || until === 'fed_back') return sinceUndone(events);
  return until === 'contacted' || until === 'visited'
    ? events.slice(events.findIndex(isEscalation) + 1)
    : events;
}

/** `[from, to]` as they were told, overlaps and all; without a `to` what has not ended. */
function stopsIn(events: Told, countsForceMajeure: boolean): [number, number | undefined][] {
  return events.flatMap((event, i): [number, number | undefined][] => {
    const later = (...kinds: Kind[]): number | undefined => timesOf(events.slice(i + 1), ...kinds)[0];
    if (event.kind === 'paused') return [[event.at, later('paused', 'resumed', 'ended')]];
    if (event.kind !== 'force_majeure' || !countsForceMajeure) return [];
    return [[event.from, event.to ?? later('force_majeure_ended')]];
  });
}

/** The time since the start, in pieces; after the last of them nothing stands still. */
function cut(
  stops: readonly [number, number | undefined][],
  start: number,
  { now, over }: { now: number; over: number | undefined },
): Piece[] {
  const latest = over ?? Infinity;
  const bounded = stops.map(([from, to]): [number, number] => [from, Math.min(to ?? now, latest)]);
  const marks = [start, over ?? now, ...bounded.flat()].filter((mark) => mark >= start && mark <= latest);
  const points = [...new Set(marks)].sort((a, b) => a - b);
  return points.slice(1).map((to, i) => {
    const from = points[i] ?? start;
    return { from, to, isStopped: bounded.some((stop) => stop[0] <= from && to <= stop[1]) };
  });
}

const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { from, to }) => sum + to - from, 0);

function dueIn(pieces: readonly Piece[], start: number, withinMs: number): number {
  let left = withinMs;
  for (const { from, to, isStopped } of pieces) {
    if (isStopped) continue;
    if (to - from > left) return from + left;
    left -= to - from;
  }
  return (pieces.at(-1)?.to ?? start) + left;
}
