import { createColumn } from '../columns.ts';

/** The mean of each device's levels within the hour, of samples that are clipped: a single wild one does not carry it. */
export interface HourMeans {
  /** @param usual about where its levels lie; undefined: about where its first one lies */
  add(device: number, level: number, usual: number | undefined): void;
  count(device: number): number;
  /** dB; 0 where nothing was measured. */
  mean(device: number): number;
  clear(device: number): void;
}

const CLIP_DB = 6;
const MOST_SAMPLES = 255;

export function createHourMeans(): HourMeans {
  const references = createColumn(Float32Array);
  const sums = createColumn(Float32Array);
  const counts = createColumn(Uint8Array);

  return {
    add(device, level, usual) {
      const count = counts.get(device);
      if (count === MOST_SAMPLES) return;
      if (count === 0) references.set(device, usual ?? level);
      const off = level - references.get(device);
      sums.set(device, sums.get(device) + Math.max(-CLIP_DB, Math.min(CLIP_DB, off)));
      counts.set(device, count + 1);
    },
    count: counts.get,
    mean: (device) =>
      counts.get(device) === 0 ? 0 : references.get(device) + sums.get(device) / counts.get(device),
    clear(device) {
      sums.set(device, 0);
      counts.set(device, 0);
    },
  };
}
