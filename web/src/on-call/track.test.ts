import type { OnCallTurn } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { blocksOf } from './track.ts';

const turn = (from: number, to: number, id: string | null): OnCallTurn => ({
  from,
  to,
  person: id === null ? null : { id, name: id },
  because: id === null ? 'nobody' : 'rotation',
});
const window = { from: 100, to: 300 };

describe('the turns of a row', () => {
  it('are placed in the window and cut to it', () => {
    const blocks = blocksOf(
      [turn(0, 100, 'a'), turn(50, 150, 'b'), turn(150, 400, 'c'), turn(300, 400, 'd')],
      window,
    );
    expect(blocks.map(({ left, width, turn: { person } }) => [person?.id, left, width])).toEqual([
      ['b', 0, 25],
      ['c', 25, 75],
    ]);
  });

  it('have one shade a person, which does not change as time goes on', () => {
    const turns = [turn(100, 150, 'c'), turn(150, 200, 'a'), turn(200, 250, 'c'), turn(250, 300, null)];
    expect(blocksOf(turns, window).map(({ shade }) => shade)).toEqual([1, 0, 1, 0]);
    expect(blocksOf(turns.slice(1), window).map(({ shade }) => shade)).toEqual([0, 1, 0]);
  });
});
