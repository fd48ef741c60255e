import type { SeriesQuery as Query } from '@fengsui/config/contract';
import { DeviceId, MAX_SERIES_POINTS, SeriesAnswer, SeriesQuery, metricInfo } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DeviceState } from '../core/device/state.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { Ledger } from '../ledger/port.ts';
import type { Retention, SeriesStore } from '../series/port.ts';
import { keptFrom } from '../series/port.ts';
import { deviceOr404 } from './devices.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';
import { orUnavailable } from './series-available.ts';
import { deviceCsv } from './series-csv.ts';
import { gapsOf } from './series-gaps.ts';
import type { Span, StepPlan } from './series-plan.ts';
import { planSteps, spanOf } from './series-plan.ts';

export interface SeriesParts {
  fleet: Fleet;
  store: Pick<SeriesStore, 'points' | 'ranges' | 'silences'>;
  ledger: Ledger;
  clock: Clock;
  /** For how long the store keeps samples and hours; without it, for ever. */
  retention?: Retention;
}

export function seriesRoutes(parts: SeriesParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/devices/{id}/series',
      summary:
        'A metric of a device over time (the last 24 hours if not said), and where nothing was measured; as text/csv all of it, however much',
      params: z.object({ id: DeviceId }),
      query: SeriesQuery,
      answer: SeriesAnswer,
      statuses: [404, 503],
      run: async ({ params, query }) => ({
        body: await orUnavailable(answer(parts, deviceOr404(parts.fleet, params.id), query)),
      }),
      csv: ({ params, query }) => {
        const { id } = deviceOr404(parts.fleet, params.id);
        const now = parts.clock.now();
        return deviceCsv(parts.store, id, query, spanOf(query, now), keptFrom(parts.retention, now));
      },
    }),
  ];
}

async function answer(parts: SeriesParts, state: DeviceState, query: Query): Promise<SeriesAnswer> {
  const now = parts.clock.now();
  const span = spanOf(query, now);
  const rawFrom = keptFrom(parts.retention, now);
  const read = await readSpan(parts.store, state.id, query, span, rawFrom);
  const heard = { from: Math.max(span.from, rawFrom), to: Math.min(span.to, now) };
  return {
    device: state.id,
    metric: query.metric,
    unit: metricInfo(query.metric)?.unit ?? '',
    ...span,
    ...read,
    gaps: await gapsOf(parts, state, heard),
  };
}

type Read = Pick<SeriesAnswer, 'step' | 'points' | 'ranges' | 'resolution'>;

/** Every stored point where they are few enough; means and extremes of equal steps where they are not. */
async function readSpan(
  store: SeriesParts['store'],
  device: string,
  { metric, step }: Query,
  span: Span,
  rawFrom: number,
): Promise<Read> {
  if (step === undefined && span.from >= rawFrom) {
    const points = await store.points({ device, metric, ...span, limit: MAX_SERIES_POINTS + 1 });
    if (points.length <= MAX_SERIES_POINTS) return { step: 0, resolution: 'raw', points };
  }
  return readSteps(store, device, metric, planSteps(span, step, rawFrom, MAX_SERIES_POINTS));
}

async function readSteps(
  store: SeriesParts['store'],
  device: string,
  metric: string,
  plan: StepPlan,
): Promise<Read> {
  const rows = await store.ranges({ devices: [device], metric, ...plan, limit: MAX_SERIES_POINTS });
  const { from, to, stepMs, source } = plan;
  const means = rows.map(({ ts, sum, count }): [number, number] => [ts, sum / count]);
  // Only samples have texts, and only what has no number in the whole window is taken for one.
  const points =
    means.length > 0
      ? means
      : await store.points({ device, metric, from, to, stepMs, limit: MAX_SERIES_POINTS });
  return {
    step: stepMs / 1_000,
    resolution: source,
    points,
    ranges: rows.map(({ ts, min, max }) => [ts, min, max]),
  };
}
