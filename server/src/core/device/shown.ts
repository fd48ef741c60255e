import type { Data, Metrics, SignalState } from '@fengsui/config/contract';
import { judgePower, judgeService } from './condition.ts';
import { mergeMetrics } from './metrics.ts';
import { judgeSample, qualityOf, signalRulesOf } from './signal.ts';
import { takeMark } from './signal-state.ts';
import type { DeviceState, Draft } from './state.ts';

/**
 * The newest values by sequence, not by arrival, are shown, and the signal is judged by them together with
 * what they leave out: that has not changed. Others are judged alone. Answers what the sample says of it.
 */
export function showValues(next: Draft, { boot, seq, m }: Data, at: number): SignalState {
  if (next.boot !== boot || seq <= next.shownSeq) return qualityAlone(next, m);
  next.shownSeq = seq;
  merge(next, m);
  const mark = judgeSample(signalRulesOf(next.class), next.metrics, next.metrics);
  takeMark(next, mark, at);
  return qualityOf(mark);
}

function merge(next: Draft, m: Metrics): void {
  const metrics = mergeMetrics(next.metrics, m);
  if (metrics === next.metrics) return;
  next.metrics = metrics;
  next.power = judgePower(metrics);
  next.service = judgeService(metrics);
}

/** What the values of one sample say by themselves. */
export function qualityAlone(
  { class: name, metrics }: Pick<DeviceState, 'class' | 'metrics'>,
  m: Metrics,
): SignalState {
  return qualityOf(judgeSample(signalRulesOf(name), m, metrics));
}
