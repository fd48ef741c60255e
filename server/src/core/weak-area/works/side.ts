import { WEEK_CELLS } from '@fengsui/config/contract';
import { createDice } from './dice.ts';

/** What was measured within one hour of the week of one day. */
export interface Measured {
  /** Days since 1970 on the clock of the site. */
  day: number;
  /** Monday 0 h is 0; always 0 where hours are not told apart. */
  cell: number;
  /** Values times their weights, added up. */
  sum: number;
  /** Weights: device-hours, or tests; more than 0. */
  n: number;
}

/** By cell: values times weights, and weights. */
export interface CellSums {
  sums: Float64Array;
  ns: Float64Array;
}

/** A side, packed by day: the rows of day `i` are those from `starts[i]` up to `starts[i + 1]`. */
export interface Side {
  rows: readonly Measured[];
  days: number;
  total: CellSums;
  /** Adds up as many days as there are, each drawn with all of its hours; overwritten by the next draw. */
  draw(): CellSums;
}

const emptySums = (): CellSums => ({
  sums: new Float64Array(WEEK_CELLS),
  ns: new Float64Array(WEEK_CELLS),
});

/** @param measured at most one row a day and cell */
export function createSide(measured: readonly Measured[]): Side {
  const rows = [...measured].sort((a, b) => a.day - b.day);
  const starts = startsOf(rows);
  const days = starts.length - 1;
  const [total, drawn] = [emptySums(), emptySums()];
  for (const row of rows) addRow(total, row, 1);
  const times = new Uint16Array(days);
  // Seeded by its own first day: the two sides never draw alike, and each draws the same wherever it stands.
  const dice = createDice(rows[0]?.day ?? 0);

  return {
    ...{ rows, days, total },
    draw() {
      drawn.sums.fill(0);
      drawn.ns.fill(0);
      times.fill(0);
      for (let i = 0; i < days; i++) {
        const day = Math.floor(dice() * days);
        times[day] = (times[day] ?? 0) + 1;
      }
      times.forEach((count, day) => {
        if (count > 0) addDay(drawn, rows, starts, day, count);
      });
      return drawn;
    },
  };
}

function startsOf(rows: readonly Measured[]): number[] {
  const starts = rows.flatMap(({ day }, i) => (day === rows[i - 1]?.day ? [] : [i]));
  return [...starts, rows.length];
}

function addDay(
  into: CellSums,
  rows: readonly Measured[],
  starts: readonly number[],
  day: number,
  count: number,
): void {
  const end = starts[day + 1] ?? 0;
  for (let i = starts[day] ?? end; i < end; i++) {
    const row = rows[i];
    if (row) addRow(into, row, count);
  }
}

function addRow({ sums, ns }: CellSums, { cell, sum, n }: Measured, count: number): void {
  sums[cell] = (sums[cell] ?? 0) + count * sum;
  ns[cell] = (ns[cell] ?? 0) + count * n;
}
