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

/** Where bare beats go, and samples of a single number or of what is rare. */
export const BARE: Layout = { id: 0, metrics: [] };

export const MAX_LAYOUTS = 48;

/** Measured, in bytes of the file: a column that a sample leaves empty, and a value that has no column. */
const EMPTY_BYTES = 1.4;
const LOOSE_BYTES = 7;
/** So much is wasted on a sample before its metrics get a table of their own. */
const MAX_WASTE_BYTES = 16;

/**
 * The one of the layouts (BARE is always among them) in which a sample that has numbers for `metrics`
 * (sorted) wastes least, or a new one where that is too much and there may be more. Samples that hold only what has changed since the
 * last one so share the table of the whole.
 */
export function placeMetrics(layouts: readonly Layout[], metrics: readonly string[]): Placing {
  const placings = layouts.map((layout) => place(layout, metrics));
  const best = placings.reduce((a, b) => (wasteOf(b) < wasteOf(a) ? b : a));
  if (wasteOf(best) <= MAX_WASTE_BYTES || layouts.length >= MAX_LAYOUTS) return best;
  return place({ id: Math.max(...layouts.map(({ id }) => id)) + 1, metrics: [...metrics] }, metrics);
}

function place(layout: Layout, metrics: readonly string[]): Placing {
  return { layout, columns: metrics.map((metric) => layout.metrics.indexOf(metric)) };
}

function wasteOf({ layout, columns }: Placing): number {
  const loose = columns.filter((column) => column < 0).length;
  const empty = layout.metrics.length - (columns.length - loose);
  return empty * EMPTY_BYTES + loose * LOOSE_BYTES;
}
