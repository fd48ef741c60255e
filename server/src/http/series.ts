import type { GapReason, SeriesQuery as Query } from '@fengsui/config/contract';
import { DeviceId, MAX_SERIES_POINTS, SeriesAnswer, SeriesQuery, metricInfo } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DeviceState } from '../core/device/state.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import { profileOf } from '../core/fleet/identity.ts';
import { offlineAfterMs } from '../core/device/timers.ts';
import type { Ledger, LinkTransition } from '../ledger/port.ts';
import type { SeriesReader } from '../storer/storer.ts';
import { SeriesUnavailable } from '../series/port.ts';
import { deviceOr404 } from './devices.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

const DAY_MS = 86_400_000;
const MAX_SPAN_MS = 400 * DAY_MS;
const MAX_GAPS = 1_000;

export interface SeriesParts {
  fleet: Fleet;
  store: SeriesReader;
  ledger: Ledger;
  clock: Clock;
}

export function seriesRoutes(parts: SeriesParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/devices/{id}/series',
      summary:
        'A metric of a device over time (the last 24 hours if not said), and where nothing was measured',
      params: z.object({ id: DeviceId }),
      query: SeriesQuery,
      answer: SeriesAnswer,
      statuses: [404, 503],
      run: async ({ params, query }) => ({
        body: await answer(parts, deviceOr404(parts.fleet, params.id), query),
      }),
    }),
  ];
}

async function answer(parts: SeriesParts, state: DeviceState, query: Query): Promise<SeriesAnswer> {
  const span = spanOf(query, parts.clock.now());
  const window = { device: state.id, ...span };
  try {
    const { step, points } = await read(parts.store, { ...window, metric: query.metric }, query.step);
    const gaps = await gapsOf(parts, state, window);
    return {
      device: state.id,
      metric: query.metric,
      unit: metricInfo(query.metric)?.unit ?? '',
      ...span,
      step,
      points,
      gaps,
    };
  } catch (error) {
    if (error instanceof SeriesUnavailable)
      throw new HttpProblem(503, 'The series store does not answer now.');
    throw error;
  }
}

function spanOf({ from, to }: Query, now: number): { from: number; to: number } {
  const end = to ?? now;
  const start = from ?? end - DAY_MS;
  const errors = [{ path: 'from', message: 'must be before to, by 400 days at the most' }];
  if (start >= end || end - start > MAX_SPAN_MS) throw new HttpProblem(400, 'The span does not fit.', errors);
  return { from: start, to: end };
}

/** Every stored point where they are few enough; means over equal steps where they are not. */
async function read(
  store: SeriesReader,
  window: { device: string; metric: string; from: number; to: number },
  wanted: number | undefined,
): Promise<Pick<SeriesAnswer, 'step' | 'points'>> {
  const coarsest = Math.ceil((window.to - window.from) / 1000 / MAX_SERIES_POINTS);
  if (wanted === undefined) {
    const points = await store.points({ ...window, limit: MAX_SERIES_POINTS + 1 });
    if (points.length <= MAX_SERIES_POINTS) return { step: 0, points };
  }
  const step = Math.max(wanted ?? 1, coarsest);
  return { step, points: await store.points({ ...window, stepMs: step * 1000, limit: MAX_SERIES_POINTS }) };
}

async function gapsOf(
  { store, ledger, clock }: SeriesParts,
  state: DeviceState,
  window: { device: string; from: number; to: number },
): Promise<SeriesAnswer['gaps']> {
  const to = Math.min(window.to, clock.now());
  if (to <= window.from) return [];
  const longerThanMs = offlineAfterMs(profileOf(state), state.T);
  const silences = await store.silences({ ...window, to, longerThanMs, limit: MAX_GAPS });
  const transitions = ledger.transitions({ ...window, to, limit: MAX_GAPS });
  const missed = silences.filter(([from]) => from > window.from || wasHeardBefore(ledger, state.id, from));
  return missed.map(([from, until]) => [from, until, gapReason(transitions, from, until)]);
}

/** Before a device was first heard, nothing of it was missed. */
function wasHeardBefore(ledger: Ledger, device: string, at: number): boolean {
  return ledger.transitions({ device, from: 0, to: at, limit: 1 }).length > 0;
}

/** By what the link did in the meantime: announced absence and our own blindness are no loss of contact. */
function gapReason(transitions: readonly LinkTransition[], from: number, until: number): GapReason {
  const within = transitions.filter(({ at }) => at >= from && at <= until);
  if (within.some(({ to }) => to === 'OFFLINE')) return 'no_contact';
  if (within.some(({ to }) => to === 'STANDBY')) return 'announced';
  return within.some(({ to }) => to === 'BLIND') ? 'blind' : 'no_contact';
}
