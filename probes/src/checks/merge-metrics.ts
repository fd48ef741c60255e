import type { Metrics } from '@fengsui/config/contract';
import { metricInfo, METRICS } from '@fengsui/config/contract';

export interface Merged {
  metrics: Metrics;
  /** Names for which there was no room. */
  leftOut: string[];
}

/**
 * Puts the metrics of several checks together; the later value of a name counts. Where there is not
 * room for all, those of single instances, like `net.rx_bps.eth1`, give way first.
 */
export function mergeMetrics(parts: readonly Metrics[], limit: number): Merged {
  const all = Object.entries(Object.assign({}, ...parts) as Metrics);
  const ranked = [...all.filter(([name]) => !isInstance(name)), ...all.filter(([name]) => isInstance(name))];
  return {
    metrics: Object.fromEntries(ranked.slice(0, limit)),
    leftOut: ranked.slice(limit).map(([name]) => name),
  };
}

/** What was measured the last time and is not any more is said to be unknown, once. */
export function withLost(before: readonly string[], now: Metrics): Metrics {
  const lost = before.filter((name) => !Object.hasOwn(now, name));
  return { ...Object.fromEntries(lost.map((name) => [name, null])), ...now };
}

function isInstance(name: string): boolean {
  return !Object.hasOwn(METRICS, name) && metricInfo(name) !== undefined;
}
