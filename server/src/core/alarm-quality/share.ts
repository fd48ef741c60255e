import type { QualityShare, QualityState } from '@fengsui/config/contract';

/** Fewer say nothing. */
export const ENOUGH = 5;

interface Aim {
  /** At most this; none where it is not said. */
  target?: number;
  /** Up to this it is manageable. */
  fair?: number;
  /** For shares of time, which is never too little unless there is none. */
  enough?: number;
}

export function share(
  numerator: number,
  denominator: number,
  { target, fair, enough = ENOUGH }: Aim = {},
): QualityShare {
  const ratio = denominator > 0 ? numerator / denominator : null;
  const state = denominator < enough || ratio === null ? 'too_few' : stateOf(ratio, target, fair);
  return { numerator, denominator, ratio, target: target ?? null, state };
}

export function stateOf(value: number, target: number | undefined, fair = target): QualityState {
  if (target === undefined || fair === undefined) return 'open';
  if (value <= target) return 'good';
  return value <= fair ? 'fair' : 'poor';
}
