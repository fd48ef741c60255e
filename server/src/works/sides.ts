import type { Work } from '@fengsui/config/contract';
import { MAX_OVERLAPS } from '@fengsui/config/contract';
import { HOUR_MS } from '../series/port.ts';
import type { WorkPlaces } from './work-places.ts';

/** ms UTC; `from` included, `to` not. */
export interface Span {
  from: number;
  to: number;
}
export interface Sides {
  before: Span;
  after: Span;
}

const DAY_MS = 24 * HOUR_MS;

/** So many days before a work and after it, as far as they are past; while it goes on nothing is after it. */
export function sidesOf({ from, to }: Pick<Work, 'from' | 'to'>, days: number, now: number): Sides {
  const start = to ?? Math.max(from, now);
  return {
    before: { from: Math.max(0, from - days * DAY_MS), to: from },
    after: { from: start, to: Math.max(start, Math.min(start + days * DAY_MS, now)) },
  };
}

/** The whole hours of UTC within: an hour in which somebody worked belongs to neither side. */
export function wholeHours({ from, to }: Span): Span {
  const start = Math.ceil(from / HOUR_MS) * HOUR_MS;
  return { from: start, to: Math.max(start, Math.floor(to / HOUR_MS) * HOUR_MS) };
}

export const isIn = (at: number, { from, to }: Span): boolean => at >= from && at < to;

/**
 * Other works from the first hour that is compared to the last: there or around it, then within it. Of too many
 * the newest.
 */
export function overlapsOf(
  work: Work,
  others: readonly Work[],
  { before, after }: Sides,
  { holds }: Pick<WorkPlaces, 'holds'>,
): Pick<Work, 'id' | 'kind' | 'title' | 'from' | 'to'>[] {
  const meanwhile = others.filter(
    ({ id, from, to }) => id !== work.id && from < after.to && (to ?? Infinity) > before.from,
  );
  const around = meanwhile.filter(({ scope }) => holds(scope, work.scope));
  const within = meanwhile.filter((other) => !around.includes(other) && holds(work.scope, other.scope));
  return [...around, ...within]
    .slice(0, MAX_OVERLAPS)
    .map(({ id, kind, title, from, to }) => ({ id, kind, title, from, to }));
}
