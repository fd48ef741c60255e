import { createColumn } from '../columns.ts';
import { FEEDS } from './metrics.ts';

/** What a day has made of a device. */
export interface DayVerdict {
  /** The middle of the day less what is usual, less what all have in common; dB. */
  deviation: number;
  /** CUSUM of its falls, in standard deviations. */
  cusum: number;
  /** For so many days in a row its CUSUM has been above 0. */
  days: number;
}

/**
 * The middle of a device's levels day by day, against its own long memory. A middle is a mean of
 * samples that are clipped around the reference, so that single ones do not carry it; over a whole day
 * the swing of temperature is gone.
 */
export interface DayLevels {
  add(device: number, level: number): void;
  /** The middle of the day so far less the reference; undefined where too little was measured or is known. */
  deviation(device: number): number | undefined;
  /** Ends the device's day; `common` is what all devices share and is nobody's own drift. */
  close(device: number, feed: number, common: number): DayVerdict | undefined;
  row(device: number): DayRow | undefined;
  setRow(device: number, row: DayRow): void;
}

/** Reference and sum in hundredths of a dB, days learnt, CUSUM in tenths, days above 0, samples today. */
export type DayRow = readonly [
  reference: number,
  sum: number,
  learnt: number,
  cusum: number,
  days: number,
  samples: number,
];

const CLIP_DB = 3;
/** A day with fewer samples says nothing. */
const LEAST_SAMPLES = 6;
/** Days until it is known what is usual. */
const LEARN_DAYS = 3;
/** Half a standard deviation: tuned to shifts of one. */
const SLACK = 0.5;
const HIGHEST = 50;
/** While nothing drifts, the reference follows with a memory of four weeks. */
const MEMORY_DAYS = 28;
const CALM = 1;
export const DRIFTING = 5;

export function createDayLevels(): DayLevels {
  const references = createColumn(Float32Array);
  const sums = createColumn(Float32Array);
  const samples = createColumn(Float32Array);
  const learnt = createColumn(Uint8Array);
  const cusums = createColumn(Float32Array);
  const runs = createColumn(Uint8Array);

  const middle = (device: number): number => sums.get(device) / samples.get(device);

  function learn(device: number): void {
    const days = learnt.get(device);
    references.set(device, references.get(device) + middle(device) / (days + 1));
    learnt.set(device, days + 1);
  }

  /** Back at the usual level: what has summed up is over, however long it took. */
  function step(device: number, deviation: number, sigma: number): number {
    const before = cusums.get(device);
    if (before >= DRIFTING && deviation > -sigma) return 0;
    return Math.min(HIGHEST, Math.max(0, before - deviation / sigma - SLACK));
  }

  function judge(device: number, feed: number, common: number): DayVerdict {
    const deviation = middle(device) - common;
    const cusum = step(device, deviation, FEEDS[feed]?.sigmaFloor ?? 1);
    const days = cusum > 0 ? Math.min(255, runs.get(device) + 1) : 0;
    cusums.set(device, cusum);
    runs.set(device, days);
    if (cusum < CALM) references.set(device, references.get(device) + deviation / MEMORY_DAYS);
    return { deviation, cusum, days };
  }

  return {
    add(device, level) {
      if (learnt.get(device) === 0 && samples.get(device) === 0) references.set(device, level);
      if (samples.get(device) === 65_535) return;
      const off = level - references.get(device);
      sums.set(device, sums.get(device) + Math.max(-CLIP_DB, Math.min(CLIP_DB, off)));
      samples.set(device, samples.get(device) + 1);
    },
    deviation: (device) =>
      learnt.get(device) >= LEARN_DAYS && samples.get(device) >= LEAST_SAMPLES ? middle(device) : undefined,
    close(device, feed, common) {
      const isEnough = samples.get(device) >= LEAST_SAMPLES;
      const isLearning = learnt.get(device) < LEARN_DAYS;
      if (isEnough && isLearning) learn(device);
      const verdict = isEnough && !isLearning ? judge(device, feed, common) : undefined;
      sums.set(device, 0);
      samples.set(device, 0);
      return verdict;
    },
    row(device) {
      const rows = [references, sums, cusums].map((column) => column.get(device));
      const [reference = 0, sum = 0, cusum = 0] = rows;
      if (learnt.get(device) === 0 && samples.get(device) === 0) return undefined;
      const whole = [
        learnt.get(device),
        Math.round(cusum * 10),
        runs.get(device),
        samples.get(device),
      ] as const;
      return [Math.round(reference * 100), Math.round(sum * 100), ...whole];
    },
    setRow(device, [reference, sum, days, cusum, run, count]) {
      references.set(device, reference / 100);
      sums.set(device, sum / 100);
      learnt.set(device, days);
      cusums.set(device, cusum / 10);
      runs.set(device, run);
      samples.set(device, count);
    },
  };
}
