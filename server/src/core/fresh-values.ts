import type { Metrics } from '@fengsui/config/contract';
import type { Observed } from './detector.ts';

/**
 * What a device measures now: the values of a live sample that is its newest. Undefined for what was
 * measured before, came twice or was overtaken: no sample is evidence more than once.
 */
export function freshValues({ message, retained, before, state }: Observed): Metrics | undefined {
  if (message.verb !== 'data' || retained) return undefined;
  const { boot, seq, m } = message.body;
  if (state.boot !== boot || state.shownSeq !== seq) return undefined;
  return before !== null && before.boot === boot && before.shownSeq === seq ? undefined : m;
}
