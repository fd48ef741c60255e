import type { Layout, Placing } from './layouts.ts';
import { placeMetrics } from './layouts.ts';

/** A placing whose columns are in the order in which the metrics were told. */
export interface ToldPlacing extends Placing {
  metrics: readonly string[];
}

/**
 * Finds the table for sample after sample: `start`, then `next` for each of its metrics with a number,
 * in any order, then `placing`. Most samples of a batch have the same few sets of metrics.
 */
export interface Placer {
  start(): void;
  next(metric: string): void;
  placing(): ToldPlacing;
}

/** Where one stands after some metrics. */
interface Stop {
  metrics: readonly string[];
  after: Map<string, Stop>;
  placing?: ToldPlacing;
}

/** Adds to `layouts` what is missing. */
export function createPlacer(layouts: Layout[]): Placer {
  const root: Stop = { metrics: [], after: new Map() };
  let at = root;
  return {
    start: () => void (at = root),
    next(metric) {
      const known = at.after.get(metric);
      if (known) {
        at = known;
        return;
      }
      const added: Stop = { metrics: [...at.metrics, metric], after: new Map() };
      at.after.set(metric, added);
      at = added;
    },
    placing: () => (at.placing ??= place(layouts, at.metrics)),
  };
}

function place(layouts: Layout[], metrics: readonly string[]): ToldPlacing {
  const sorted = [...metrics].sort();
  const { layout, columns } = placeMetrics(layouts, sorted);
  if (!layouts.includes(layout)) layouts.push(layout);
  return { layout, metrics, columns: metrics.map((metric) => columns[sorted.indexOf(metric)] ?? -1) };
}
