import type { AlarmQuality, Flood } from '@fengsui/config/contract';
import type { AlarmRow, Span } from './row.ts';
import { isWithin } from './row.ts';
import { share, stateOf } from './share.ts';

export const TEN_MINUTES_MS = 600_000;
const BEGINS_ABOVE = 10;
const ENDS_BELOW = 5;
/** One in ten minutes is acceptable, two are the most that can be managed (EEMUA 191). */
const MEAN = { target: 1, fair: 2 };
const FLOOD_SHARE = 0.01;
const LISTED = 20;

type Rate = AlarmQuality['rate'];
type Floods = AlarmQuality['floods'];

/** The alarms of each operator, in order of time; also of those who got none. */
function byOperator(alarms: readonly AlarmRow[], operators: readonly string[]): Map<string, number[]> {
  const times = new Map<string, number[]>(operators.map((operator) => [operator, []]));
  for (const { operator, at } of alarms) {
    const own = times.get(operator);
    if (own) own.push(at);
    else times.set(operator, [at]);
  }
  for (const own of times.values()) own.sort((a, b) => a - b);
  return times;
}

/** How many an operator has got within the last ten minutes, at every moment at which that changes. */
function* steps(times: readonly number[]): Generator<{ at: number; count: number; isMore: boolean }> {
  let oldest = 0;
  for (let next = 0; oldest < times.length;) {
    const [arrival = Infinity, leaving = Infinity] = [times[next], (times[oldest] ?? 0) + TEN_MINUTES_MS];
    const isMore = arrival < leaving;
    if (isMore) next++;
    else oldest++;
    yield { at: Math.min(arrival, leaving), count: next - oldest, isMore };
  }
}

export function rateOf(alarms: readonly AlarmRow[], operators: readonly string[], span: Span): Rate {
  const times = byOperator(alarms, operators);
  const count = alarms.filter(({ at }) => isWithin(at, span)).length;
  const slots = times.size * ((span.to - span.from) / TEN_MINUTES_MS);
  const mean = slots > 0 ? count / slots : null;
  const state = mean === null ? 'too_few' : stateOf(mean, MEAN.target, MEAN.fair);
  const most = mostOf(times, span);
  return { alarms: count, operators: times.size, slots, mean, most, target: MEAN.target, state };
}

function mostOf(times: ReadonlyMap<string, readonly number[]>, span: Span): Rate['most'] {
  let most: Rate['most'] = null;
  for (const [operator, own] of times)
    for (const { at, count, isMore } of steps(own))
      if (isMore && isWithin(at, span) && isGreater({ operator, at, count }, most))
        most = { operator, at, count };
  return most;
}

/** Of those alike the first, so that the order of rows does not matter. */
function isGreater(one: NonNullable<Rate['most']>, most: Rate['most']): boolean {
  if (!most || one.count !== most.count) return one.count > (most?.count ?? 0);
  return one.at !== most.at ? one.at < most.at : one.operator < most.operator;
}

export function floodsOf(alarms: readonly AlarmRow[], operators: readonly string[], span: Span): Floods {
  const times = byOperator(alarms, operators);
  const floods = [...times].flatMap(([operator, own]) => floodsOfOne(operator, own, span));
  const inFlood = floods.reduce((sum, { from, to }) => sum + to - from, 0);
  const all = times.size * (span.to - span.from);
  const longest = floods.sort(
    (a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from || (a.operator < b.operator ? -1 : 1),
  );
  const aim = { target: FLOOD_SHARE, enough: 1 };
  return { ...share(inFlood, all, aim), count: floods.length, longest: longest.slice(0, LISTED) };
}

/** As far as they lie in the span; one that has not ended by then is cut off there. */
function floodsOfOne(operator: string, times: readonly number[], span: Span): Flood[] {
  const floods: Flood[] = [];
  let flood: Flood | undefined;
  for (const { at, count } of steps(times)) {
    if (!flood && count > BEGINS_ABOVE) flood = { operator, from: at, to: at, peak: count };
    if (!flood) continue;
    flood.peak = Math.max(flood.peak, count);
    if (count >= ENDS_BELOW) continue;
    floods.push({ ...flood, to: at });
    flood = undefined;
  }
  return floods
    .map((one) => ({ ...one, from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) }))
    .filter(({ from, to }) => from < to);
}
