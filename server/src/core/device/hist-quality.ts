import type { Metrics, Sample, SignalState } from '@fengsui/config/contract';
import { mergeMetrics } from './metrics.ts';
import { judgeSample, qualityOf, signalRulesOf } from './signal.ts';
import type { DeviceState } from './state.ts';

/**
 * What each sample of the past says of the signal: by its own values, and those that it leaves out from the
 * samples before it in the message. Undefined where none says anything.
 */
export function histQuality(
  samples: readonly Sample[],
  { class: name, metrics: current }: Pick<DeviceState, 'class' | 'metrics'>,
): readonly SignalState[] | undefined {
  const rules = signalRulesOf(name);
  let values: Metrics = {};
  const quality = samples.map(({ m }) => {
    values = mergeMetrics(values, m);
    return qualityOf(judgeSample(rules, values, current));
  });
  return quality.some((one) => one !== 'NA') ? quality : undefined;
}
