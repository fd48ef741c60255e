import type { RegionSeriesQuery as Query } from '@fengsui/config/contract';
import {
  AreaCode,
  MAX_REGION_DEVICES,
  MAX_REGION_POINTS,
  MAX_SERIES_POINTS,
  RegionSeriesAnswer,
  RegionSeriesQuery,
  metricInfo,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Regions } from '../regions/regions.ts';
import type { SeriesRange } from '../series/port.ts';
import { MAX_DEVICES_AT_ONCE, addRanges, keptFrom } from '../series/port.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';
import { csvLine } from './send-csv.ts';
import { orUnavailable } from './series-available.ts';
import { STEP_COLUMNS, stepCells, stepPages } from './series-csv.ts';
import type { StepPlan } from './series-plan.ts';
import { planSteps, spanOf } from './series-plan.ts';
import type { SeriesParts } from './series.ts';

export type RegionSeriesParts = Omit<SeriesParts, 'ledger'> & { regions: Pick<Regions, 'has' | 'contains'> };

export function regionSeriesRoutes(parts: RegionSeriesParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/regions/{code}/series',
      summary:
        'A metric over all devices of a region, or over each of them: count, least, mean and greatest step by step (the last 24 hours if not said)',
      params: z.object({ code: AreaCode }),
      query: RegionSeriesQuery,
      answer: RegionSeriesAnswer,
      statuses: [404, 503],
      run: async ({ params, query }) => ({ body: await orUnavailable(answer(parts, params.code, query)) }),
      csv: ({ params, query }) => csv(parts, devicesOf(parts, params.code), query, planOf(parts, query)),
    }),
  ];
}

/** The region's devices in order of their ids. */
function devicesOf({ fleet, regions }: RegionSeriesParts, code: string): string[] {
  if (!regions.has(code)) throw new HttpProblem(404, `There is no region ${code}.`);
  const ids: string[] = [];
  for (const { id, area } of fleet.states()) if (regions.contains(code, area)) ids.push(id);
  if (ids.length > MAX_REGION_DEVICES) {
    const message = `has ${ids.length} devices; at most ${MAX_REGION_DEVICES} are counted: ask for the regions below it`;
    throw new HttpProblem(400, 'The region is too large.', [{ path: 'code', message }]);
  }
  return ids.sort();
}

function planOf({ clock, retention }: RegionSeriesParts, query: Query): StepPlan {
  const now = clock.now();
  return planSteps(spanOf(query, now), query.step, keptFrom(retention, now), MAX_REGION_POINTS);
}

async function answer(parts: RegionSeriesParts, code: string, query: Query): Promise<RegionSeriesAnswer> {
  const devices = devicesOf(parts, code);
  const plan = planOf(parts, query);
  const read =
    query.by === 'device'
      ? await readEach(parts, devices, query, plan)
      : { points: (await readAll(parts, devices, query, plan)).map(toCounts) };
  return {
    region: code,
    metric: query.metric,
    unit: metricInfo(query.metric)?.unit ?? '',
    ...spanOf(query, parts.clock.now()),
    step: plan.stepMs / 1_000,
    resolution: plan.source,
    devices: devices.length,
    ...read,
  };
}

function* pagesOf(devices: readonly string[], size: number): Generator<string[]> {
  for (let at = 0; at < devices.length; at += size) yield devices.slice(at, at + size);
}

type StepCounts = [number, number, number, number, number];
const toCounts = ({ ts, count, min, sum, max }: SeriesRange): StepCounts => [
  ts,
  count,
  min,
  sum / count,
  max,
];

/** Over all devices, a page of them after the other; in order of time. */
async function readAll(
  { store }: RegionSeriesParts,
  devices: readonly string[],
  { metric }: Query,
  plan: StepPlan,
): Promise<SeriesRange[]> {
  const sums = new Map<number, SeriesRange>();
  for (const page of pagesOf(devices, MAX_DEVICES_AT_ONCE)) {
    for (const row of await store.ranges({ devices: page, metric, ...plan, limit: MAX_REGION_POINTS })) {
      const known = sums.get(row.ts);
      sums.set(row.ts, known ? addRanges(known, row) : row);
    }
  }
  return [...sums.values()].sort((a, b) => a.ts - b.ts);
}

const stepsIn = ({ from, to, stepMs }: StepPlan): number => Math.ceil((to - from) / stepMs);

/** As many devices as can be answered within the bound of points; the cursor is the last of them. */
async function readEach(
  { store }: RegionSeriesParts,
  devices: readonly string[],
  { metric, cursor = '' }: Query,
  plan: StepPlan,
): Promise<Pick<RegionSeriesAnswer, 'items' | 'next'>> {
  const left = devices.filter((id) => id > cursor);
  const page = left.slice(0, Math.max(1, Math.floor(MAX_SERIES_POINTS / stepsIn(plan))));
  const byDevice = new Map<string, StepCounts[]>();
  const rows = await store.ranges({
    devices: page,
    metric,
    ...plan,
    perDevice: true,
    limit: MAX_SERIES_POINTS,
  });
  for (const row of rows) {
    const id = row.device ?? '';
    byDevice.set(id, [...(byDevice.get(id) ?? []), toCounts(row)]);
  }
  const items = [...byDevice].map(([device, points]) => ({ device, points }));
  items.sort((a, b) => (a.device < b.device ? -1 : 1));
  const last = page.at(-1);
  return left.length > page.length && last !== undefined ? { items, next: last } : { items };
}

const CSV_DEVICES = 100;

async function* csv(
  parts: RegionSeriesParts,
  devices: readonly string[],
  query: Query,
  plan: StepPlan,
): AsyncGenerator<string> {
  const { metric } = query;
  if (query.by === 'region') {
    yield csvLine('time', ...STEP_COLUMNS);
    const rows = await orUnavailable(readAll(parts, devices, query, plan));
    yield rows.map((row) => csvLine(...stepCells(row))).join('');
    return;
  }
  yield csvLine('device', 'time', ...STEP_COLUMNS);
  for (const page of pagesOf(devices, CSV_DEVICES)) {
    yield* stepPages(parts.store, { devices: page, metric, perDevice: true }, plan, (row) =>
      csvLine(row.device ?? '', ...stepCells(row)),
    );
  }
}
