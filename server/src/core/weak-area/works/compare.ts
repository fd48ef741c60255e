import type { CellSums, Measured, Side } from './side.ts';
import { createSide } from './side.ts';

/** One side: each matched hour of the week with equal weight. */
export interface ComparedSide {
  value: number | null;
  /** Weights that count: device-hours, or tests. */
  n: number;
  /** Days with any of them. */
  days: number;
}

export interface Comparison {
  before: ComparedSide;
  after: ComparedSide;
  /** Hours of the week that were measured on both sides. */
  matched: number;
  /** After less before. */
  difference: number | null;
  /** Of the difference, 95 %. */
  interval: [number, number] | null;
  /** Why there is no interval; null where there is one. */
  because: 'nothing_matched' | 'few_days' | null;
}

const LEAST_DAYS = 3;
const DRAWS = 1_000;
const TAIL = 0.025;

/**
 * What has changed between two sides, over the hours of the week that both have. Where a side has nothing at
 * all, the other is told over its own hours. How sure the difference is follows from drawing whole days with
 * replacement, on each side by itself: the hours of a day share their weather and their faults, so that
 * they say far less than as many hours from as many days.
 */
export function compareSides(before: readonly Measured[], after: readonly Measured[]): Comparison {
  const cells = matchedCells(before, after);
  const isOneEmpty = before.length === 0 || after.length === 0;
  const isTold = ({ cell }: Measured): boolean => isOneEmpty || cells.has(cell);
  const [first, second] = [createSide(before.filter(isTold)), createSide(after.filter(isTold))];
  const told = { before: sideOf(first), after: sideOf(second), matched: cells.size };
  const difference = differenceOf(first.total, second.total, cells);
  if (difference === undefined)
    return { ...told, difference: null, interval: null, because: 'nothing_matched' };
  const found = { ...told, difference: tidy(difference) };
  if (Math.min(first.days, second.days) < LEAST_DAYS)
    return { ...found, interval: null, because: 'few_days' };
  return { ...found, interval: intervalOf(first, second, cells), because: null };
}

/** In order, so that the same are added up in the same order. */
function matchedCells(before: readonly Measured[], after: readonly Measured[]): Set<number> {
  const there = new Set(after.map(({ cell }) => cell));
  const cells = before.map(({ cell }) => cell).filter((cell) => there.has(cell));
  return new Set(cells.sort((a, b) => a - b));
}

function sideOf({ rows, days, total }: Side): ComparedSide {
  const values: number[] = [];
  total.ns.forEach((n, cell) => {
    if (n > 0) values.push((total.sums[cell] ?? 0) / n);
  });
  const value = values.length > 0 ? tidy(values.reduce((a, b) => a + b) / values.length) : null;
  return { value, n: rows.reduce((sum, { n }) => sum + n, 0), days };
}

/** Over those of the cells that both have, each with equal weight; undefined where there is none. */
function differenceOf(before: CellSums, after: CellSums, cells: Iterable<number>): number | undefined {
  let [sum, count] = [0, 0];
  for (const cell of cells) {
    const [n, m] = [before.ns[cell] ?? 0, after.ns[cell] ?? 0];
    if (n === 0 || m === 0) continue;
    sum += (after.sums[cell] ?? 0) / m - (before.sums[cell] ?? 0) / n;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}

/** Draws in which the sides have no hour in common are left out; they are few, for each day has a matched one. */
function intervalOf(before: Side, after: Side, matched: Iterable<number>): [number, number] {
  const cells = [...matched];
  const difference = differenceOf(before.total, after.total, cells) ?? 0;
  const drawn = new Float64Array(DRAWS);
  let count = 0;
  for (let i = 0; i < DRAWS; i++) {
    const one = differenceOf(before.draw(), after.draw(), cells);
    if (one !== undefined) drawn[count++] = one;
  }
  const sorted = drawn.subarray(0, count).sort();
  const cut = Math.floor(TAIL * count);
  const width = widening(Math.min(before.days, after.days));
  const spread = (drawnAt: number): number =>
    tidy(difference + width * ((sorted[drawnAt] ?? 0) - difference));
  return [spread(cut), spread(count - 1 - cut)];
}

const Z = 1.959964;
/** Of Student's t as it departs from the normal: Cornish and Fisher, by powers of 1 / degrees of freedom. */
const T_TERMS = [
  (Z ** 3 + Z) / 4,
  (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
  (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
];

/** Few days, drawn again, differ less than days do: percentiles alone would be right too seldom. */
function widening(days: number): number {
  const freedom = days - 1;
  const t = T_TERMS.reduce((sum, term, i) => sum + term / freedom ** (i + 1), Z);
  return (t / Z) * Math.sqrt(days / freedom);
}

/** Rests of arithmetic are no difference; the same for both signs. */
function tidy(x: number): number {
  return (Math.sign(x) * Math.round(Math.abs(x) * 1e9)) / 1e9 || 0;
}
