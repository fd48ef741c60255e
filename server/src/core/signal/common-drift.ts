import { FEEDS } from './metrics.ts';
import type { NodeEvidence } from './node-evidence.ts';

/** With fewer nodes than this, what they have in common cannot be told from what one of them has. */
const LEAST_NODES = 5;
const LEAST_DEVICES = 3;
const MOST_DB = 1.5;

/**
 * What an hour has done to everybody, by feed: a cold front is no fault of any amplifier. The median over
 * nodes of their devices' mean deviation, so that one node with many devices does not speak for all.
 */
export function commonDrift(
  devices: Iterable<{ device: number; deviation: number }>,
  evidence: Pick<NodeEvidence, 'nodeOf' | 'feedOf'>,
): readonly number[] {
  const byFeed = FEEDS.map(() => new Map<number, { sum: number; count: number }>());
  for (const { device, deviation } of devices) {
    const nodes = byFeed[evidence.feedOf(device)];
    const node = evidence.nodeOf(device);
    const entry = nodes?.get(node) ?? { sum: 0, count: 0 };
    nodes?.set(node, { sum: entry.sum + deviation, count: entry.count + 1 });
  }
  return byFeed.map((nodes) => {
    const means = [...nodes.values()].filter(({ count }) => count >= LEAST_DEVICES);
    if (means.length < LEAST_NODES) return 0;
    const sorted = means.map(({ sum, count }) => sum / count).sort((a, b) => a - b);
    return Math.max(-MOST_DB, Math.min(MOST_DB, sorted[sorted.length >> 1] ?? 0));
  });
}
