import { createZoneOffset } from '../i18n/zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const HOURS_OF_DAY = 24;
/** The rule speaks of the same hour on three days of seven. */
const LEAST_DAYS = 3;

/** From inclusive, to exclusive, hours of the day on the clock of the site; past midnight `to` is the smaller. */
export interface HourRange {
  from: number;
  to: number;
}

export interface UsualHours {
  /** The most days on which one of these hours was weak. */
  days: number;
  ranges: readonly HourRange[];
}

/**
 * At what hours of the day something comes again.
 *
 * @param starts of hours, ms since 1970
 */
export function usualHours(starts: readonly number[], timezone: string): UsualHours {
  const offsetAt = createZoneOffset(timezone);
  const days = Array.from({ length: HOURS_OF_DAY }, () => new Set<number>());
  for (const at of starts) {
    const wall = at + offsetAt(at);
    days[Math.floor((wall % DAY_MS) / HOUR_MS)]?.add(Math.floor(wall / DAY_MS));
  }
  const most = Math.max(0, ...days.map(({ size }) => size));
  const least = Math.max(1, Math.min(LEAST_DAYS, most));
  return { days: most, ranges: rangesOf(days.map(({ size }) => size >= least)) };
}

function rangesOf(isIn: readonly boolean[]): HourRange[] {
  const ranges: HourRange[] = [];
  isIn.forEach((inside, hour) => {
    if (!inside) return;
    const last = ranges.at(-1);
    if (last?.to === hour) last.to = hour + 1;
    else ranges.push({ from: hour, to: hour + 1 });
  });
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last || first === last || first.from !== 0 || last.to !== HOURS_OF_DAY) return ranges;
  return [...ranges.slice(1, -1), { from: last.from, to: first.to }];
}
