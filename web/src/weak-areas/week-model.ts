import type { WeekCell } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';

const HOURS = 24;

/** Where the shades of a share begin. From 20 % on an hour is weak, and takes a colour that calls. */
export const SHADES = [0, 0.05, 0.1, 0.2, 0.35, 0.5] as const;
/** The first shade of an hour that is weak: from there its share is written into it. */
export const FIRST_WEAK = 3;

/** none: nothing was measured. few: fewer than 5 devices ever at once, which say nothing. */
export type CellShade = 'none' | 'few' | number;

export interface CellView {
  /** Monday 0 h is 0. */
  index: number;
  /** Monday is 0. */
  day: number;
  hour: number;
  shade: CellShade;
  cell: WeekCell;
}

export function shadeOf({ n, weak_ratio, devices }: WeekCell): CellShade {
  if (n === 0 || weak_ratio === null) return 'none';
  if (devices < LEAST_DEVICES) return 'few';
  return SHADES.findLastIndex((from) => weak_ratio >= from);
}

/** A row a day, Monday first. */
export function weekRows(cells: readonly WeekCell[]): CellView[][] {
  const views = cells.map((cell, index) => ({
    ...{ index, day: Math.floor(index / HOURS), hour: index % HOURS },
    ...{ shade: shadeOf(cell), cell },
  }));
  return Array.from({ length: Math.ceil(views.length / HOURS) }, (_, day) =>
    views.slice(day * HOURS, (day + 1) * HOURS),
  );
}

export const isUnmeasured = (cells: readonly WeekCell[]): boolean => cells.every(({ n }) => n === 0);

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -HOURS,
  ArrowDown: HOURS,
};

/** Where a key leads from a cell; undefined for a key that is none of ours. The edges of the week are its end. */
export function movedCell(from: number, key: string, cells: number): number | undefined {
  const start = from - (from % HOURS);
  if (key === 'Home') return start;
  if (key === 'End') return start + HOURS - 1;
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const to = from + step;
  return to < 0 || to >= cells ? from : to;
}
