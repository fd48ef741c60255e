import type { NowVerdict, WeekCell } from '@fengsui/config/contract';
import { LEAST_DEVICES, WEEK_CELLS } from '@fengsui/config/contract';
import type { OffsetAt } from '../../level/local-time.ts';
import type { AreaHour } from '../area-hour.ts';
import { isClearlyOther } from './clearly-other.ts';
import type { LevelBins } from '../level-bins.ts';
import { addBins, quantile } from '../level-bins.ts';

const HOUR_MS = 3_600_000;
/** 1 January 1970 was a Thursday. */
const HOURS_AFTER_MONDAY = 3 * 24;
/** With fewer hours than this nothing is usual. */
const LEAST_HOURS = 3;

/** What one hour of the week was like over a span. */
export interface FoldedCell {
  /** Hours of the span that were measured. */
  hours: number;
  /** Device-hours, and what of them was weak or bad. */
  n: number;
  weak: number;
  /** The most devices at once. */
  devices: number;
  levels: LevelBins;
}

/** A span folded onto one week: Monday 0 h first, on the clock of the site. */
export interface FoldedWeek {
  cells: readonly FoldedCell[];
  /** Hours of the span that were measured. */
  hours: number;
}

/** The hour of the week that a time lies in. */
export function cellOf(at: number, offsetAt: OffsetAt): number {
  const hour = Math.floor((at + offsetAt(at)) / HOUR_MS) + HOURS_AFTER_MONDAY;
  return ((hour % WEEK_CELLS) + WEEK_CELLS) % WEEK_CELLS;
}

export const emptyCell = (): FoldedCell => ({ hours: 0, n: 0, weak: 0, devices: 0, levels: new Map() });

export function emptyWeek(): FoldedWeek {
  return { cells: Array.from({ length: WEEK_CELLS }, emptyCell), hours: 0 };
}

/** Several areas as one: what they had at the same hour is added up, in order of time. */
export function mergeAreas(rows: readonly AreaHour[]): AreaHour[] {
  const merged = new Map<number, AreaHour>();
  for (const row of rows) {
    const known = merged.get(row.ts) ?? { ...row, n: 0, weak: 0, bad: 0, levels: new Map<number, number>() };
    merged.set(row.ts, known);
    known.n += row.n;
    known.weak += row.weak;
    known.bad += row.bad;
    addBins(known.levels, row.levels);
  }
  return [...merged.values()].sort((a, b) => a.ts - b.ts);
}

/** Adds hours of one area, each once, to what was folded before. */
export function foldWeek(
  hours: Iterable<AreaHour>,
  offsetAt: OffsetAt,
  before: FoldedWeek = emptyWeek(),
): FoldedWeek {
  const cells = before.cells.map((cell) => ({ ...cell, levels: new Map(cell.levels) }));
  let measured = before.hours;
  for (const { ts, n, weak, levels } of hours) {
    const cell = cells[cellOf(ts, offsetAt)];
    if (!cell || n === 0) continue;
    measured++;
    cell.hours++;
    cell.n += n;
    cell.weak += weak;
    cell.devices = Math.max(cell.devices, n);
    addBins(cell.levels, levels);
  }
  return { cells, hours: measured };
}

export function weekCell({ n, weak, devices, levels }: FoldedCell): WeekCell {
  return {
    n,
    weak_ratio: ratioOf({ n, weak }),
    median: quantile(levels, 0.5),
    p05: quantile(levels, 0.05),
    devices,
  };
}

/** Ten-thousandths; null of nothing. */
export function ratioOf({ n, weak }: { n: number; weak: number }): number | null {
  return n === 0 ? null : Math.min(1, Math.round((weak / n) * 10_000) / 10_000);
}

/** Now against what is usual for this hour of the week. */
export function verdictOf(now: { n: number; weak: number }, usual: FoldedCell): NowVerdict {
  if (now.n < LEAST_DEVICES) return 'too_few';
  if (usual.hours < LEAST_HOURS) return 'nothing_usual';
  if (!isClearlyOther(now, usual)) return 'as_usual';
  return now.weak / now.n > usual.weak / usual.n ? 'worse' : 'better';
}
