import type { Metrics } from '@fengsui/config/contract';
import { deadBandOf, isNews } from './dead-bands.ts';

export interface ReportState {
  /** The last value that was sent of each metric. */
  readonly sent: Readonly<Metrics>;
  /** Times are milliseconds of a clock that is never set back. */
  readonly sentAt: number;
  /** When everything was sent last; null: everything is owed. */
  readonly fullAt: number | null;
}

export interface ReportPolicy {
  /** Seconds within which the device promises to be heard. */
  T: number;
  fullEveryS: number;
  /** Dead-bands that were set, in the metric's own unit. */
  deadBands: Readonly<Record<string, number>>;
}

export type ReportEvent =
  /** `isPart`: of one check only, so that it cannot stand for everything. */
  | { type: 'sample'; at: number; m: Metrics; isPart?: boolean }
  /** The time to be heard has come, whatever the checks are doing. */
  | { type: 'beat'; at: number }
  /** From the next sample on the receiver may know nothing: everything is owed. */
  | { type: 'owe_all' };

export interface ReportStep {
  state: ReportState;
  report?: { m: Metrics; why: 'full' | 'change' | 'heartbeat' };
  /** When a `beat` is due unless something is sent before. */
  wakeAt: number;
}

/** Being heard just in time would be too late for whoever waits: a little of T is left over. */
const SPARE_SHARE = 0.02;
const MIN_SPARE_MS = 100;
const MAX_SPARE_MS = 2_000;

export const nothingSent = (at: number): ReportState => ({ sent: {}, sentAt: at, fullAt: null });

/** What of a measurement is sent: everything now and then, else what changed, else a sign of life. */
export function reduceReport(state: ReportState, event: ReportEvent, policy: ReportPolicy): ReportStep {
  if (event.type === 'owe_all') return rest({ ...state, fullAt: null }, policy);
  if (event.type === 'beat') return beatIfDue(state, event.at, policy);
  return take(state, event, policy);
}

type SampleEvent = Extract<ReportEvent, { type: 'sample' }>;

function take(state: ReportState, { at, m, isPart }: SampleEvent, policy: ReportPolicy): ReportStep {
  const isOwed = state.fullAt === null || at - state.fullAt >= policy.fullEveryS * 1000;
  // What is no longer measured is forgotten here, or names that come and go would gather for ever.
  if (isOwed && !isPart && !isEmpty(m))
    return send({ ...state, sent: {}, fullAt: at }, { m, why: 'full' }, at, policy);
  const news = newsOf(state, m, policy);
  return isEmpty(news) ? beatIfDue(state, at, policy) : send(state, { m: news, why: 'change' }, at, policy);
}

const isEmpty = (m: Metrics) => Object.keys(m).length === 0;

function newsOf({ sent }: ReportState, m: Metrics, { deadBands }: ReportPolicy): Metrics {
  const news = Object.entries(m).filter(([metric, value]) =>
    isNews(sent[metric], value, deadBandOf(metric, deadBands)),
  );
  return Object.fromEntries(news);
}

function beatIfDue(state: ReportState, at: number, policy: ReportPolicy): ReportStep {
  const isDue = at - state.sentAt >= beatMs(policy);
  return isDue ? send(state, { m: {}, why: 'heartbeat' }, at, policy) : rest(state, policy);
}

function send(
  state: ReportState,
  report: NonNullable<ReportStep['report']>,
  at: number,
  policy: ReportPolicy,
): ReportStep {
  const after = { ...state, sent: { ...state.sent, ...report.m }, sentAt: at };
  return { ...rest(after, policy), report };
}

function rest(state: ReportState, policy: ReportPolicy): ReportStep {
  return { state, wakeAt: state.sentAt + beatMs(policy) };
}

/** After how long without anything else a sign of life is sent. */
function beatMs({ T }: ReportPolicy): number {
  const spare = Math.min(MAX_SPARE_MS, Math.max(MIN_SPARE_MS, T * 1000 * SPARE_SHARE));
  return T * 1000 - spare;
}
