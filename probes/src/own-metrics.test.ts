import { MAX_METRICS_PER_MESSAGE, Metrics } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { withOwn } from './own-metrics.ts';

const stats = { bytes: 1_000, waiting: 3, dropped: 2 };

describe('what the probe measures of itself', () => {
  it('goes with the rest', () => {
    expect(withOwn({ 'sys.load1': 1 }, stats, 52_345_678)).toEqual({
      'sys.load1': 1,
      'probe.rss_mb': 52.3,
      'probe.spool_bytes': 1_000,
      'probe.spool_dropped': 2,
    });
  });

  it('takes no room from what it is there to measure', () => {
    for (const count of [MAX_METRICS_PER_MESSAGE - 1, MAX_METRICS_PER_MESSAGE]) {
      const m = Object.fromEntries(Array.from({ length: count }, (_, i) => [`x.m${i}`, i]));
      const all = withOwn(m, stats, 1);
      expect(Object.keys(all)).toHaveLength(MAX_METRICS_PER_MESSAGE);
      expect(all).toMatchObject(m);
      expect(Metrics.safeParse(all).success).toBe(true);
    }
  });
});
