import type { Metrics } from '@fengsui/config/contract';
import { MAX_METRICS_PER_MESSAGE } from '@fengsui/config/contract';
import type { RingStats } from './spool/ring.ts';

const MB = 1_000_000;

/** What the probe measures of itself, where there is room for it beside what it is there for. */
export function withOwn(m: Metrics, { bytes, dropped }: RingStats, rssBytes: number): Metrics {
  const own: Metrics = {
    'probe.rss_mb': Math.round((rssBytes / MB) * 10) / 10,
    'probe.spool_bytes': bytes,
    'probe.spool_dropped': dropped,
  };
  const room = Math.max(0, MAX_METRICS_PER_MESSAGE - Object.keys(m).length);
  return { ...m, ...Object.fromEntries(Object.entries(own).slice(0, room)) };
}
