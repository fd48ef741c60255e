import type { Figure, FigureState } from '@fengsui/config/contract';

const GREEN_FROM = 0.95;
const YELLOW_FROM = 0.9;
/** Fewer say nothing about how people work. */
const FEWEST = 5;

/** A ratio with what it was made of. `numerator` is at most `denominator`; both are counts. */
export function figure(numerator: number, denominator: number): Figure {
  const ratio = denominator > 0 ? numerator / denominator : null;
  return { numerator, denominator, ratio, state: stateOf(ratio, denominator) };
}

function stateOf(ratio: number | null, denominator: number): FigureState {
  if (ratio === null || denominator < FEWEST) return 'too_few';
  if (ratio >= GREEN_FROM) return 'green';
  return ratio >= YELLOW_FROM ? 'yellow' : 'red';
}
