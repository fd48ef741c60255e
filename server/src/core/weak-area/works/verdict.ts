import type { EffectReason, EffectVerdict } from '@fengsui/config/contract';
import type { Comparison } from './compare.ts';

/** Which way is better. */
export type Better = 'higher' | 'lower';

/** Better or worse only where 95 % of what chance would give lies on one side of 0. */
export function verdictOf(
  { interval, because }: Pick<Comparison, 'interval' | 'because'>,
  better: Better,
): { verdict: EffectVerdict; because: EffectReason } {
  if (!interval) return { verdict: 'too_few', because: because ?? 'nothing_matched' };
  const [low, high] = interval;
  if (low <= 0 && high >= 0) return { verdict: 'no_difference', because: 'interval_holds_zero' };
  const isHigher = low > 0;
  return {
    verdict: isHigher === (better === 'higher') ? 'better' : 'worse',
    because: 'interval_beyond_zero',
  };
}
