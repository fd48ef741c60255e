import { describe, expect, it } from 'vitest';
import { doubtLeaps } from './doubt-leaps.ts';

const AT = 1_763_596_800_000;
const DAY = 86_400_000;

function passed(times: number[]) {
  const played: number[] = [];
  const doubted: number[] = [];
  const doubter = doubtLeaps({
    play: ({ at }) => played.push(at),
    doubt: ({ at }) => doubted.push(at),
  });
  for (const at of times) doubter.take({ at, mark: 'end' });
  doubter.end();
  return { played, doubted };
}

describe('the times of a recording', () => {
  it('are taken as they are while they go on', () => {
    const times = [AT, AT + 1, AT - 5, AT + DAY, AT + DAY];
    expect(passed(times)).toEqual({ played: times, doubted: [] });
  });

  it('may leap where the next line agrees', () => {
    const times = [AT, AT + 400 * DAY, AT + 400 * DAY + 1];
    expect(passed(times)).toEqual({ played: times, doubted: [] });
  });

  it('do not leap for one line that stands alone', () => {
    expect(passed([AT, 8.64e15, AT + 1, AT + 2])).toEqual({
      played: [AT, AT + 1, AT + 2],
      doubted: [8.64e15],
    });
    expect(passed([AT, 8.64e15, 5e15, AT + 1])).toEqual({ played: [AT, AT + 1], doubted: [8.64e15, 5e15] });
  });

  it('may run on for days to the last line, not for ages', () => {
    expect(passed([AT, AT + 7 * DAY]).played).toEqual([AT, AT + 7 * DAY]);
    expect(passed([AT, AT + 700 * DAY]).doubted).toEqual([AT + 700 * DAY]);
  });
});
