import type { OnCallTurn } from '@fengsui/config/contract';

/** A turn as it is drawn: its place and width in percent of the window. */
export interface Block {
  turn: OnCallTurn;
  left: number;
  width: number;
  /** Which of a row's shades: the same person has the same one. */
  shade: number;
}

/** More people than shades share them. */
const SHADES = 4;

/** The turns of one row in the window of all. */
export function blocksOf(turns: readonly OnCallTurn[], { from, to }: { from: number; to: number }): Block[] {
  const shades = shadesOf(turns);
  const percent = (ms: number): number => (ms / (to - from)) * 100;
  return turns
    .filter((turn) => turn.to > from && turn.from < to)
    .map((turn) => {
      const [begin, end] = [Math.max(turn.from, from), Math.min(turn.to, to)];
      const shade = shades.get(turn.person?.id ?? '') ?? 0;
      return { turn, left: percent(begin - from), width: percent(end - begin), shade };
    });
}

/** By id, so that a shade stays with its person when turns are over. */
function shadesOf(turns: readonly OnCallTurn[]): Map<string, number> {
  const ids = [...new Set(turns.flatMap(({ person }) => person?.id ?? []))].sort();
  return new Map(ids.map((id, i) => [id, i % SHADES]));
}
