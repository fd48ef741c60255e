import type { RangeName } from '../i18n/catalogue.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Range {
  ms: number;
  /** Seconds per point asked of the store; every stored point without it. */
  step: number | undefined;
}

/** How far back a chart looks; a step keeps long ranges at under a thousand points. */
export const RANGES = {
  minutes10: { ms: 10 * MINUTE, step: undefined },
  hour: { ms: HOUR, step: undefined },
  hours6: { ms: 6 * HOUR, step: 30 },
  day: { ms: 24 * HOUR, step: 120 },
  week: { ms: 7 * 24 * HOUR, step: 900 },
} as const satisfies Record<RangeName, Range>;

export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

/** Nobody chose a range: the last hour is read, and what there is of it fills the chart. */
export const READ_BY_DEFAULT: RangeName = 'hour';

/** @param firstAt the first point that was read, ms since 1970 */
export function rangeThatFits(firstAt: number | undefined, now: number): RangeName {
  const isYoung = firstAt !== undefined && now - firstAt < RANGES.minutes10.ms;
  return isYoung ? 'minutes10' : READ_BY_DEFAULT;
}
