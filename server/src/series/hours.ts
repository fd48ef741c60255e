import type { Retention, StoredSample } from './port.ts';
import { HOUR_MS } from './port.ts';

/** An hour is over, and most of what was late for it has come. */
const SETTLE_MS = 600_000;
/** An hour is not rolled up again sooner than this, however much comes for it. */
const REST_MS = 600_000;

export const hourOf = (ts: number): number => Math.floor(ts / HOUR_MS);

export function firstKeptHour(retention: Retention | undefined, now: number): number {
  return retention ? Math.max(0, hourOf(now - retention.hourlyMs)) : 0;
}

/** The oldest of the hours that can be rolled up now; `rolledAt` says when each was rolled up last. */
export function nextHour(
  hours: Iterable<number>,
  rolledAt: ReadonlyMap<number, number>,
  now: number,
): number | undefined {
  let next: number | undefined;
  for (const hour of hours) {
    const isOver = (hour + 1) * HOUR_MS + SETTLE_MS <= now;
    const hasRested = now - (rolledAt.get(hour) ?? -Infinity) >= REST_MS;
    if (isOver && hasRested && hour < (next ?? Infinity)) next = hour;
  }
  return next;
}

export function hoursOf(samples: readonly StoredSample[]): Set<number> {
  const hours = new Set<number>();
  for (const { ts } of samples) hours.add(hourOf(ts));
  return hours;
}
