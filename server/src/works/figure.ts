import type { EffectFigure, Words } from '@fengsui/config/contract';
import type { Measured } from '../core/weak-area/works/side.ts';
import type { Better } from '../core/weak-area/works/verdict.ts';
import { verdictOf } from '../core/weak-area/works/verdict.ts';
import type { Comparison } from '../core/weak-area/works/compare.ts';

/** What a figure says, and which way is better. */
export type FigureHead = Pick<EffectFigure, 'what' | 'source' | 'metric' | 'unit'> & {
  better: Better;
  note: Words | null;
};

export interface MeasuredSides {
  before: readonly Measured[];
  after: readonly Measured[];
}

/** @param isPast whether anything lies after the works already */
export function figureOf(
  { better, ...head }: FigureHead,
  compared: Comparison,
  isPast: boolean,
): EffectFigure {
  const { before, after, difference, interval } = compared;
  const { verdict, because } = verdictOf(compared, better);
  return {
    ...{ ...head, before, after, difference, interval, verdict },
    because: isPast ? because : 'no_after',
  };
}
