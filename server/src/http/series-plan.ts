import type { SeriesQuery, SeriesResolution } from '@fengsui/config/contract';
import { HOUR_MS } from '../series/port.ts';
import { HttpProblem } from './problem.ts';

const DAY_MS = 24 * HOUR_MS;
const MAX_SPAN_DAYS = 1_200;

/** ms UTC; `from` included, `to` not. */
export interface Span {
  from: number;
  to: number;
}

/** The last day, where nothing is said. */
export function spanOf({ from, to }: Pick<SeriesQuery, 'from' | 'to'>, now: number): Span {
  const end = to ?? now;
  const start = from ?? end - DAY_MS;
  const message = `must be before to, by ${MAX_SPAN_DAYS} days at the most`;
  if (start >= end || end - start > MAX_SPAN_DAYS * DAY_MS)
    throw new HttpProblem(400, 'The span does not fit.', [{ path: 'from', message }]);
  return { from: start, to: end };
}

/** Where nothing is said of steps and they would be so long, hours do as well. */
const COARSE_MS = 600_000;

/** In which steps a span is counted, and from what. */
export interface StepPlan extends Span {
  stepMs: number;
  source: SeriesResolution;
}

/**
 * At most `maxPoints` steps of the wanted length or more (seconds). Hours are counted where they do as
 * well, which costs far less, and where samples have gone (before `rawFrom`); steps are whole hours then,
 * from the start of one.
 */
export function planSteps(
  span: Span,
  wanted: number | undefined,
  rawFrom: number,
  maxPoints: number,
): StepPlan {
  const coarsest = Math.ceil((span.to - span.from) / maxPoints / 1_000);
  const stepMs = 1_000 * Math.max(wanted ?? 1, coarsest);
  const isInHours = wanted === undefined ? stepMs >= COARSE_MS : stepMs >= HOUR_MS && stepMs % HOUR_MS === 0;
  if (span.from >= rawFrom && !isInHours) return { ...span, stepMs, source: 'raw' };
  const from = Math.floor(span.from / HOUR_MS) * HOUR_MS;
  const least = Math.ceil((span.to - from) / maxPoints);
  const hours = Math.ceil(Math.max(stepMs, least) / HOUR_MS);
  return { from, to: span.to, stepMs: hours * HOUR_MS, source: 'hourly' };
}
