import type { SeriesRange } from './port.ts';
import { addRanges } from './port.ts';

export interface RangeSum {
  add(range: SeriesRange): void;
  /** In order of time, those of one time in order of the device. */
  rows(): SeriesRange[];
}

/** One row for each time, or for each time and device where devices are told. */
export function createRangeSum(): RangeSum {
  const sums = new Map<string, SeriesRange>();
  return {
    add(range) {
      const key = `${range.ts} ${range.device ?? ''}`;
      const known = sums.get(key);
      sums.set(key, known ? addRanges(known, range) : range);
    },
    rows: () => [...sums.values()].sort(byTimeAndDevice),
  };
}

function byTimeAndDevice(a: SeriesRange, b: SeriesRange): number {
  if (a.ts !== b.ts) return a.ts - b.ts;
  return (a.device ?? '') < (b.device ?? '') ? -1 : 1;
}
