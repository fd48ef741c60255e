import { hourOf } from '../hours.ts';
import { HOUR_MS } from '../port.ts';
import type { RangesQuery, SeriesRange, StoredSample } from '../port.ts';
import { createRangeSum } from '../range-sum.ts';
import { storedValue } from '../stored-value.ts';

/** What one device measured of one metric within an hour; its `ts` is the hour's start. */
export type HourlyRange = SeriesRange & { device: string; metric: string };

export function rollUp(samples: readonly StoredSample[]): HourlyRange[] {
  const byMetric = new Map<string, ReturnType<typeof createRangeSum>>();
  for (const { device, ts, m } of samples) {
    for (const metric of Object.keys(m)) {
      const value = storedValue(m[metric] ?? null);
      if (typeof value !== 'number') continue;
      const sum = byMetric.get(metric) ?? createRangeSum();
      byMetric.set(metric, sum);
      sum.add({ ts: hourOf(ts) * HOUR_MS, device, count: 1, min: value, max: value, sum: value });
    }
  }
  return [...byMetric].flatMap(([metric, sum]) =>
    sum.rows().map((row) => ({ ...row, device: row.device ?? '', metric })),
  );
}

/** Answers a query from ranges of any width, each of which counts where it begins. */
export function answerRanges(ranges: Iterable<HourlyRange>, query: RangesQuery): SeriesRange[] {
  const { from, to, stepMs, metric, perDevice = false } = query;
  const wanted = new Set(query.devices);
  const sum = createRangeSum();
  for (const range of ranges) {
    const { ts, device } = range;
    if (range.metric !== metric || !wanted.has(device) || ts < from || ts >= to) continue;
    const start = from + Math.floor((ts - from) / stepMs) * stepMs;
    const { count, min, max } = range;
    sum.add({ ts: start, ...(perDevice ? { device } : {}), count, min, max, sum: range.sum });
  }
  return sum.rows().slice(0, query.limit);
}

/** Samples as ranges of their own instant. */
export function rangesOf(samples: readonly StoredSample[], metric: string): HourlyRange[] {
  return samples.flatMap(({ device, ts, m }): HourlyRange[] => {
    const value = Object.hasOwn(m, metric) ? storedValue(m[metric] ?? null) : undefined;
    if (typeof value !== 'number') return [];
    return [{ ts, device, metric, count: 1, min: value, max: value, sum: value }];
  });
}
