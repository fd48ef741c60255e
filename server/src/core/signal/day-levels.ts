import { createColumn } from '../columns.ts';
import { FEEDS } from './metrics.ts';

/** What a day has made of a device. */
export interface DayVerdict {
  /** The mean of its hours, each less what is usual at that hour and less what all have in common; dB. */
  deviation: number;
  /** CUSUM of its falls, in standard deviations. */
  cusum: number;
  /** For so many days in a row its CUSUM has been above 0. */
  days: number;
}

/**
 * The days of each device against what is usual for it. As each hour is held against the same hour of the
 * same kind of day, neither the swing of temperature nor at which hours somebody watches makes a day better
 * or worse.
 */
export interface DayLevels {
  /** An hour: its level less what is usual then, less what all have in common; dB. */
  add(device: number, residual: number): void;
  /** Ends the device's day; undefined where too little was measured or is known. */
  close(device: number, feed: number): DayVerdict | undefined;
  /** How much of what it measures is to become usual: 1 while nothing drifts, less while something may. */
  pace(device: number): number;
  state(device: number): DayState;
  setState(device: number, state: DayState): void;
}

export interface DayState {
  /** Of today's hours, dB. */
  sum: number;
  hours: number;
  /** Days behind it. */
  learnt: number;
  cusum: number;
  /** Days for which that has been above 0. */
  run: number;
  /** Mean absolute deviation of its days, dB. */
  spread: number;
}

const CLIP_DB = 3;
/** A day with fewer hours says nothing. */
const LEAST_HOURS = 3;
/** Days until it is known what is usual. */
const LEARN_DAYS = 3;
/** Half a standard deviation: tuned to shifts of one. */
const SLACK = 0.5;
/** A drift takes days: a single one, however bad (rain over a half of the town), is none. */
const MOST_A_DAY = 2;
const HIGHEST = 50;
const MEMORY_DAYS = 28;
const CALM = 1;
/** While it may drift: so slowly that a drift is not learnt away, yet what stays becomes usual in a few months. */
const SLOW = 0.25;
const SIGMA_PER_SPREAD = 1.25;
const MOST_DAYS = 255;
export const DRIFTING = 5;

export function createDayLevels(): DayLevels {
  const sums = createColumn(Float32Array);
  const hours = createColumn(Uint8Array);
  const learnt = createColumn(Uint8Array);
  const cusums = createColumn(Float32Array);
  const runs = createColumn(Uint8Array);
  const spreads = createColumn(Float32Array);

  const pace = (device: number): number => (cusums.get(device) < CALM ? 1 : SLOW);

  /** Back at the usual level: what has summed up is over, however long it took. */
  function step(device: number, deviation: number, sigma: number): number {
    const before = cusums.get(device);
    if (before >= DRIFTING && deviation > -sigma) return 0;
    const fall = Math.min(MOST_A_DAY, -deviation / sigma - SLACK);
    return Math.min(HIGHEST, Math.max(0, before + fall));
  }

  function judge(device: number, feed: number, deviation: number): DayVerdict {
    const spread = spreads.get(device);
    const sigma = Math.max(FEEDS[feed]?.sigmaFloor ?? 1, SIGMA_PER_SPREAD * spread);
    const cusum = step(device, deviation, sigma);
    const days = cusum > 0 ? Math.min(MOST_DAYS, runs.get(device) + 1) : 0;
    cusums.set(device, cusum);
    runs.set(device, days);
    const share = pace(device) / Math.min(learnt.get(device) - LEARN_DAYS, MEMORY_DAYS);
    if (cusum < DRIFTING) spreads.set(device, spread + share * (Math.abs(deviation) - spread));
    return { deviation, cusum, days };
  }

  return {
    add(device, residual) {
      sums.set(device, sums.get(device) + Math.max(-CLIP_DB, Math.min(CLIP_DB, residual)));
      hours.set(device, hours.get(device) + 1);
    },
    close(device, feed) {
      const count = hours.get(device);
      const deviation = sums.get(device) / count;
      sums.set(device, 0);
      hours.set(device, 0);
      if (count < LEAST_HOURS) return undefined;
      learnt.set(device, Math.min(MOST_DAYS, learnt.get(device) + 1));
      return learnt.get(device) > LEARN_DAYS ? judge(device, feed, deviation) : undefined;
    },
    pace,
    state: (device) => ({
      sum: sums.get(device),
      hours: hours.get(device),
      learnt: learnt.get(device),
      cusum: cusums.get(device),
      run: runs.get(device),
      spread: spreads.get(device),
    }),
    setState(device, { sum, hours: count, learnt: days, cusum, run, spread }) {
      sums.set(device, sum);
      hours.set(device, count);
      learnt.set(device, days);
      cusums.set(device, cusum);
      runs.set(device, run);
      spreads.set(device, spread);
    },
  };
}
