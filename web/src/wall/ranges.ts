import type { RangeName } from '../i18n/catalogue.ts';

const HOUR = 3_600_000;

export interface Range {
  ms: number;
  /** Seconds per point asked of the store; every stored point without it. */
  step: number | undefined;
}

/** How far back a chart looks; a step keeps long ranges at under a thousand points. */
export const RANGES = {
  hour: { ms: HOUR, step: undefined },
  hours6: { ms: 6 * HOUR, step: 30 },
  day: { ms: 24 * HOUR, step: 120 },
  week: { ms: 7 * 24 * HOUR, step: 900 },
} as const satisfies Record<RangeName, Range>;

export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];
