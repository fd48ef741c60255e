import type { Metrics } from '@fengsui/config/contract';

/** A device that keeps inventing names costs no more memory than this many. */
const MAX_SHOWN = 128;

/** Newer values over older ones; what a report leaves out stays. Answers one of the two where it can. */
export function mergeMetrics(before: Metrics, m: Metrics): Metrics {
  if (Object.keys(m).length === 0) return before;
  if (holdsAllOf(m, before)) return m;
  const merged = { ...before, ...m };
  return Object.keys(merged).length > MAX_SHOWN ? m : merged;
}

function holdsAllOf(m: Metrics, before: Metrics): boolean {
  for (const name in before) if (m[name] === undefined) return false;
  return true;
}
