/** Counts by time in steps of a twentieth, from a hundredth of a millisecond on; small, and easily sent. */

const FIRST_MS = 0.01;
const GROWTH = Math.log(1.05);

export function createHistogram() {
  const buckets = [];
  return {
    add(ms) {
      const bucket = ms <= FIRST_MS ? 0 : Math.ceil(Math.log(ms / FIRST_MS) / GROWTH);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    },
    /** `[upper end in ms, count]`, those that have any. */
    values: () =>
      buckets.flatMap((count, i) => (count > 0 ? [[FIRST_MS * Math.exp(i * GROWTH), count]] : [])),
  };
}

/** Of `[upper end, count]`, in order; the upper end of where that part of all ends. */
export function percentile(values, part) {
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [end, count] of values) {
    seen += count;
    if (seen >= part * total) return end;
  }
  return 0;
}
