import type { DayLevels } from './day-levels.ts';
import type { Usual } from './usual.ts';

/**
 * What is kept of a device by its row in the detector's own part, which goes with it when its county goes to
 * another server: level over all hours and sum of today's residuals (hundredths of a dB), days learnt, CUSUM
 * in tenths, days above 0, hours today; then hours behind the level, and the spread of days (hundredths of a
 * dB), which earlier versions did not keep.
 */
export type DayRow = readonly [
  level: number,
  sum: number,
  learnt: number,
  cusum: number,
  run: number,
  hours: number,
  levelHours?: number,
  spread?: number,
];

type Levels = { usual: Pick<Usual, 'overall' | 'setOverall'>; days: DayLevels };

/** What an earlier version learnt in a day counts as so many hours. */
const HOURS_OF_A_DAY = 24;
const MOST_HOURS = 255;

/** Undefined for a device of which nothing is known yet. */
export function dayRowOf(device: number, { usual, days }: Levels): DayRow | undefined {
  const [level, levelHours] = usual.overall(device);
  if (levelHours === 0) return undefined;
  const { sum, learnt, cusum, run, hours, spread } = days.state(device);
  const [levels, sums, spreads] = [level, sum, spread].map(hundredths) as [number, number, number];
  return [levels, sums, learnt, Math.round(cusum * 10), run, hours, levelHours, spreads];
}

export function setDayRow(device: number, row: DayRow, { usual, days }: Levels): void {
  const [level, sum, learnt, cusum, run, hours, levelHours, spread] = row;
  const isEarlier = levelHours === undefined;
  const since = isEarlier ? Math.min(MOST_HOURS, learnt * HOURS_OF_A_DAY) : levelHours;
  usual.setOverall(device, level / 100, since);
  // It counted samples, not hours: its day in progress is left out.
  const today = isEarlier ? { sum: 0, hours: 0 } : { sum: sum / 100, hours };
  days.setState(device, { ...today, learnt, cusum: cusum / 10, run, spread: (spread ?? 0) / 100 });
}

const hundredths = (x: number): number => Math.round(x * 100);
