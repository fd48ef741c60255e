const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];

export interface TimeTicks {
  at: number[];
  /** The ticks are whole days: their labels are dates. */
  daily: boolean;
}

/**
 * Round instants of the site's own clock between `from` and `to`, ms since 1970.
 *
 * @param offsetAt how far the site's clock is ahead of UTC at an instant, ms
 */
export function timeTicks(
  from: number,
  to: number,
  most: number,
  offsetAt: (at: number) => number,
): TimeTicks {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 7 * DAY;
  const at: number[] = [];
  const offset = offsetAt(from);
  for (let tick = Math.ceil((from + offset) / step) * step - offset; tick <= to; tick += step) {
    /** Where summer time began or ended in between, the tick is moved to the round local time. */
    const moved = tick + offset - offsetAt(tick);
    if (moved >= from && moved <= to) at.push(moved);
  }
  return { at, daily: step >= DAY };
}
