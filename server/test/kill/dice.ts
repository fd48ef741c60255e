import { draw, drawBetween } from '../../src/drill/simulate/random.ts';

/** Chance that can be repeated: the same seed gives the same draws in the same order. */
export interface Dice {
  /** A whole number of `from` … `to`, both included. */
  between(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Dice of their own, so that what one part draws does not depend on the others. */
  fork(key: number): Dice;
}

export function createDice(seed: number): Dice {
  let n = 0;
  const between = (from: number, to: number): number => drawBetween(seed, n++, from, to);
  return {
    between,
    chance: (share) => draw(seed, n++) < share,
    pick<T>(items: readonly T[]): T {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    fork: (key) => createDice(drawBetween(seed, -1 - key, 0, 0x7fffffff)),
  };
}

/** From the environment, so that a failure can be repeated; otherwise a new one. */
export function seedFrom(environment: NodeJS.ProcessEnv): number {
  const given = environment['FENGSUI_KILL_SEED'];
  return given === undefined ? Math.floor(Math.random() * 0x7fffffff) : Number(given);
}
