import type { WeakCount, WeakReason } from '@fengsui/config/contract';
import type { AreaKey } from './area-hour.ts';
import type { Hour } from './hour.ts';
import { LEAVE_HOURS, isCalmHour, isEnough, shareOf } from './rule.ts';
import type { WeakHour } from './weak-hours.ts';
import { DAY_MS, hourOfDay } from './weak-hours.ts';

/** An area that is weak. Plain data: it is kept as JSON. */
export interface FoundArea {
  key: AreaKey;
  reason: WeakReason;
  /** The first of the hours that it was found by, ms. */
  since: number;
  /** The last hour with five devices or more. */
  measuredAt: number;
  /** Calm hours in a row, and which hours of the day of UTC were among them. */
  calm: { hours: number; from: number; ofDay: number[] };
  /** A place that has explained the hour clearly better, and how often in a row. */
  better: { key: AreaKey; times: number } | null;
  /** The share that was told last, and at how many hours of the day. */
  told: { share: number; hours: number };
  /** As they were told last: devices that were weak, at most 20, and the hour with the greatest share. */
  devices: string[];
  worst: WeakHour;
}

/** Why it is over. */
export type Ending = 'calm_for_a_day' | 'not_measured_for_a_week';

const NOT_MEASURED_MS = 7 * DAY_MS;
/** So much more or less of its devices is worth a word. */
const WORTH_SHARE = 0.1;
const NO_CALM = { hours: 0, from: 0, ofDay: [] };

export function newFound(
  found: Pick<FoundArea, 'key' | 'reason' | 'since' | 'worst'>,
  from: number,
): FoundArea {
  return {
    ...found,
    devices: [],
    measuredAt: from,
    calm: NO_CALM,
    better: null,
    told: { share: 0, hours: 0 },
  };
}

/** What an hour without weakness says of it: a step towards its end, nothing, or that it is not over. */
export function passHour(
  found: FoundArea,
  { from, counts }: Pick<Hour, 'from' | 'counts'>,
  count: WeakCount,
): void {
  if (!isEnough(count)) return;
  found.measuredAt = from;
  if (!isCalmHour(count, counts.all())) {
    found.calm = NO_CALM;
    return;
  }
  const { hours, from: since, ofDay } = found.calm;
  found.calm = {
    hours: hours + 1,
    from: hours === 0 ? from : since,
    ofDay: ofDay.includes(hourOfDay(from)) ? ofDay : [...ofDay, hourOfDay(from)],
  };
}

export function hadWeakHour(found: FoundArea, from: number): void {
  found.measuredAt = from;
  found.calm = NO_CALM;
}

/**
 * A day of calm hours ends it, the hours among them at which it used to be weak: where nobody measured just
 * then, nothing is proven. What nobody has measured for a week is not told as weak for ever.
 */
export function endingOf(found: FoundArea, weakAt: ReadonlySet<number>, from: number): Ending | undefined {
  const { hours, ofDay } = found.calm;
  if (hours >= LEAVE_HOURS && [...weakAt].every((hour) => ofDay.includes(hour))) return 'calm_for_a_day';
  return from - found.measuredAt >= NOT_MEASURED_MS ? 'not_measured_for_a_week' : undefined;
}

/** By a tenth of its devices more or fewer, or at more or fewer hours of the day than was told. */
export function isWorthTelling(found: FoundArea, count: WeakCount, hours: number): boolean {
  return Math.abs(shareOf(count) - found.told.share) >= WORTH_SHARE || hours !== found.told.hours;
}
