/** A table of samples that hold (nearly) the same metrics: column `c0`, `c1`, … for each of them. */
export interface Layout {
  id: number;
  metrics: readonly string[];
}

export interface Placing {
  layout: Layout;
  /** Which column holds which of the sample's numbers; -1 for none: those are kept as loose values. */
  columns: readonly number[];
}

/** Where samples of bare beats go, and those for whose metrics there is no better place. */
export const BARE: Layout = { id: 0, metrics: [] };

export const MAX_LAYOUTS = 48;
/** A sample may lie in a table with this many columns that it does not fill. */
const spare = (metrics: number): number => metrics + 4;

/**
 * The layout for a sample that has numbers for `metrics` (sorted): the narrowest that holds them all,
 * or a new one; when there are as many as there may be, the one that holds most of them.
 */
export function placeMetrics(layouts: readonly Layout[], metrics: readonly string[]): Placing {
  const ranked = layouts.map((layout) => place(layout, metrics)).sort(byFit);
  const best = ranked[0] ?? place(BARE, metrics);
  const holdsAll = !best.columns.includes(-1);
  const isSnug = best.layout.metrics.length <= metrics.length + spare(metrics.length);
  if ((holdsAll && isSnug) || layouts.length >= MAX_LAYOUTS) return best;
  return place({ id: Math.max(...layouts.map(({ id }) => id)) + 1, metrics: [...metrics] }, metrics);
}

function place(layout: Layout, metrics: readonly string[]): Placing {
  return { layout, columns: metrics.map((metric) => layout.metrics.indexOf(metric)) };
}

function byFit(a: Placing, b: Placing): number {
  return loose(a) - loose(b) || a.layout.metrics.length - b.layout.metrics.length;
}

function loose({ columns }: Placing): number {
  return columns.filter((column) => column < 0).length;
}
