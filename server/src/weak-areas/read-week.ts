import type { AreaScope, WeakCount, WeekAnswer } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import type { DeviceState } from '../core/device/state.ts';
import type { OffsetAt } from '../core/level/local-time.ts';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { AREA_LEVELS, WEAK } from '../core/weak-area/area-hour.ts';
import { binsOf, quantile } from '../core/weak-area/level-bins.ts';
import { isCounted } from '../core/weak-area/sample-quality.ts';
import type { FoldedWeek } from '../core/weak-area/week/week-grid.ts';
import {
  cellOf,
  emptyCell,
  emptyWeek,
  foldWeek,
  mergeAreas,
  ratioOf,
  verdictOf,
  weekCell,
} from '../core/weak-area/week/week-grid.ts';
import { worstHours } from '../core/weak-area/week/worst-hours.ts';
import type { SeriesStore } from '../series/port.ts';
import { HOUR_MS } from '../series/port.ts';
import type { DeviceIndex } from './device-index.ts';
import type { Scopes } from './scopes.ts';

export interface WeekParts {
  store: Pick<SeriesStore, 'areaHours' | 'areaSums'>;
  scopes: Pick<Scopes, 'parts'>;
  devices: DeviceIndex;
  offsetAt: OffsetAt;
}

export interface WeekWanted {
  id: string;
  name: string;
  scope: AreaScope;
  /** Of `WEEK_METRICS`; without it the one that most devices measure. */
  metric?: string | undefined;
  /** Whole hours, ms UTC. */
  span: { from: number; to: number };
  now: number;
}

/** Levels, and the weak signal of all devices whatever they measure. */
export const WEEK_METRICS: readonly string[] = [...AREA_LEVELS, WEAK];

/** Read a part at a time: of a whole city and some years there is much. */
const PART_MS = 31 * 24 * HOUR_MS;
/** What is measured now is measured here; all of three months need not be looked at for that. */
const LATELY_MS = 7 * 24 * HOUR_MS;

/** The 7×24 grid of an area. Rejects with SeriesUnavailable. */
export async function readWeek(parts: WeekParts, wanted: WeekWanted): Promise<WeekAnswer> {
  const { id, name, scope, span, now } = wanted;
  const areas = parts.scopes.parts(scope);
  const metrics = await measured(parts.store, areas, span);
  const metric = wanted.metric ?? metrics[0] ?? AREA_LEVELS[0] ?? WEAK;
  const week = await readFolded(parts, areas, metric, span);
  const { worst, words } = worstHours(week);
  return {
    ...{ id, name, metric, unit: metricInfo(metric)?.unit ?? '', metrics, ...span },
    hours: { measured: week.hours, all: (span.to - span.from) / HOUR_MS },
    cells: week.cells.map(weekCell),
    now: nowOf(parts, scope, metric, week, now),
    ...{ worst, words },
  };
}

/** The levels that anybody there measures in the last week, or in all of the span; those of most devices first. */
async function measured(
  store: WeekParts['store'],
  areas: readonly AreaKey[],
  span: WeekWanted['span'],
): Promise<string[]> {
  if (areas.length === 0) return [];
  const lately = Math.max(span.from, span.to - LATELY_MS);
  const found = await measuredSince(store, areas, { ...span, from: lately });
  return found.length > 0 || lately === span.from ? found : measuredSince(store, areas, span);
}

async function measuredSince(
  store: WeekParts['store'],
  areas: readonly AreaKey[],
  span: WeekWanted['span'],
): Promise<string[]> {
  const whole = { areas, ...span, stepMs: span.to - span.from, least: 1, limit: areas.length };
  const found = await Promise.all(
    AREA_LEVELS.map(async (metric) => {
      const sums = await store.areaSums({ ...whole, metric });
      return { metric, devices: sums.reduce((sum, { devices }) => sum + devices, 0) };
    }),
  );
  return found
    .filter(({ devices }) => devices > 0)
    .sort((a, b) => b.devices - a.devices)
    .map(({ metric }) => metric);
}

async function readFolded(
  { store, offsetAt }: WeekParts,
  areas: readonly AreaKey[],
  metric: string,
  { from, to }: WeekWanted['span'],
): Promise<FoldedWeek> {
  let week = emptyWeek();
  if (areas.length === 0) return week;
  for (let start = from; start < to; start += PART_MS) {
    const part = { from: start, to: Math.min(to, start + PART_MS) };
    const limit = areas.length * ((part.to - part.from) / HOUR_MS);
    const rows = await store.areaHours({ areas, metric, ...part, limit });
    week = foldWeek(areas.length === 1 ? rows : mergeAreas(rows), steady(offsetAt, part), week);
  }
  return week;
}

/** To ask a time zone costs microseconds: where its clock is not changed within a part, it is asked twice. */
function steady(offsetAt: OffsetAt, { from, to }: WeekWanted['span']): OffsetAt {
  const offset = offsetAt(from);
  return offsetAt(to) === offset ? () => offset : offsetAt;
}

function nowOf(
  { devices, offsetAt }: WeekParts,
  scope: AreaScope,
  metric: string,
  { cells }: FoldedWeek,
  at: number,
): WeekAnswer['now'] {
  const there = [...devices.within(scope)].filter(isTold);
  const levels = there.flatMap(({ metrics }) => numberOf(metrics[metric]));
  const measuring =
    metric === WEAK ? there : there.filter((state) => numberOf(state.metrics[metric]).length > 0);
  const count = countOf(measuring);
  const cell = cellOf(at, offsetAt);
  const usual = cells[cell] ?? emptyCell();
  return {
    ...{ at, cell, count, weak_ratio: ratioOf(count), median: quantile(binsOf(levels), 0.5) },
    usual: weekCell(usual),
    verdict: verdictOf(count, usual),
  };
}

const isTold = (state: DeviceState): boolean =>
  state.link === 'ONLINE' && state.signal !== 'NA' && isCounted(state);

const numberOf = (value: unknown): number[] => (typeof value === 'number' ? [value] : []);

function countOf(states: readonly DeviceState[]): WeakCount {
  const bad = states.filter(({ signal }) => signal === 'BAD').length;
  return { n: states.length, weak: bad + states.filter(({ signal }) => signal === 'WEAK').length, bad };
}
