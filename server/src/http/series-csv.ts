import type { SeriesQuery } from '@fengsui/config/contract';
import { MAX_SERIES_POINTS } from '@fengsui/config/contract';
import type { SeriesRange, SeriesStore } from '../series/port.ts';
import { csvLine, csvTime } from './send-csv.ts';
import { orUnavailable } from './series-available.ts';
import type { Span, StepPlan } from './series-plan.ts';
import { planSteps } from './series-plan.ts';

/** Without a step all that is stored, without bound but a page at a time; otherwise steps. */
export async function* deviceCsv(
  store: Pick<SeriesStore, 'points' | 'ranges'>,
  device: string,
  { metric, step }: SeriesQuery,
  span: Span,
  rawFrom: number,
): AsyncGenerator<string> {
  if (step === undefined && span.from >= rawFrom) yield* pointsCsv(store, device, metric, span);
  else {
    yield csvLine('time', ...STEP_COLUMNS);
    const plan = planSteps(span, step ?? 3_600, rawFrom, Infinity);
    yield* stepPages(store, { devices: [device], metric }, plan, (row) => csvLine(...stepCells(row)));
  }
}

async function* pointsCsv(
  store: Pick<SeriesStore, 'points'>,
  device: string,
  metric: string,
  { from, to }: Span,
): AsyncGenerator<string> {
  yield csvLine('time', 'value');
  for (let next = from; ;) {
    const window = { device, metric, from: next, to, limit: MAX_SERIES_POINTS };
    const points = await orUnavailable(store.points(window));
    yield points.map(([ts, value]) => csvLine(csvTime(ts), value)).join('');
    const last = points.at(-1);
    if (!last || points.length < MAX_SERIES_POINTS) return;
    next = last[0] + 1;
  }
}

export const STEP_COLUMNS = ['count', 'min', 'mean', 'max'];

export const stepCells = ({ ts, count, min, sum, max }: SeriesRange): (string | number)[] => [
  csvTime(ts),
  count,
  min,
  sum / count,
  max,
];

/** Steps a page at a time; each page is a span of the window that has so many steps at the most. */
export async function* stepPages(
  store: Pick<SeriesStore, 'ranges'>,
  what: { devices: readonly string[]; metric: string; perDevice?: boolean },
  { from, to, stepMs, source }: StepPlan,
  line: (row: SeriesRange) => string,
): AsyncGenerator<string> {
  const rowsAStep = what.perDevice ? what.devices.length : 1;
  const limit = Math.max(rowsAStep, MAX_SERIES_POINTS);
  const pageMs = Math.floor(limit / rowsAStep) * stepMs;
  for (let start = from; start < to; start += pageMs) {
    const page = { from: start, to: Math.min(to, start + pageMs), stepMs, source, limit };
    const rows = await orUnavailable(store.ranges({ ...what, ...page }));
    yield rows.map(line).join('');
  }
}
