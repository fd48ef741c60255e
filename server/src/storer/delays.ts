/** How long messages took, counted in buckets: `counts[i]` of them took no more than `BOUNDS_MS[i]`, the last one the rest. */
export interface Delays {
  counts: number[];
  /** ms, of all together. */
  sum: number;
}

/** ms; upper ends of the buckets. */
export const BOUNDS_MS = [
  5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000, 30_000, 60_000,
  600_000, 3_600_000,
] as const;

export function noDelays(): Delays {
  return { counts: Array(BOUNDS_MS.length + 1).fill(0) as number[], sum: 0 };
}

export function addDelay(delays: Delays, ms: number): void {
  let bucket = 0;
  while (ms > (BOUNDS_MS[bucket] ?? Infinity)) bucket++;
  delays.counts[bucket] = (delays.counts[bucket] ?? 0) + 1;
  delays.sum += ms;
}
