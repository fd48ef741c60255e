import type { CallKind } from './model.ts';

const TURNS: readonly CallKind[] = ['opened', 'reopened', 'recovered'];
/** Three changes between open and clear within a minute. */
const CHATTERS_AT = 3;
const WITHIN_MS = 60_000;

export function countTurn(turns: readonly number[], about: CallKind, at: number): number[] {
  return TURNS.includes(about) ? [...turns, at].slice(-CHATTERS_AT) : [...turns];
}

export function isChattering(turns: readonly number[], at: number): boolean {
  const [first] = turns;
  return turns.length === CHATTERS_AT && first !== undefined && at - first <= WITHIN_MS;
}
