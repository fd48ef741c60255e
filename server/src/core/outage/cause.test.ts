import { describe, expect, it } from 'vitest';
import { judgeCause } from './cause.ts';
import type { Lost } from './outage.ts';
import { newOutage } from './outage.ts';

const DUE = 1_763_596_800_000;
const INTERVAL_MS = 60_000;

/** An outage of ten devices of which the first `n` are as said, the others just silent. */
function outageOf(n: number, about: Partial<Lost>) {
  const outage = newOutage('outage:pon-1', 'whole', 0, DUE);
  for (let index = 0; index < 10; index++) {
    const silent: Lost = {
      index,
      due: DUE,
      sign: 'silence',
      hadFaded: false,
      boot: 'b1',
      returnedAt: null,
      isFresh: null,
      buffered: 0,
    };
    outage.lost.set(index, index < n ? { ...silent, ...about } : silent);
  }
  return outage;
}

const judged = (n: number, about: Partial<Lost>) => {
  const { cause, reason } = judgeCause(outageOf(n, about), () => INTERVAL_MS);
  return `${cause} ${reason}`;
};

const back = { returnedAt: DUE + 20 * INTERVAL_MS };

describe('the cause of an outage', () => {
  it('is not known while nothing speaks for one', () => {
    expect(judged(0, {})).toBe('UNKNOWN no_evidence_yet');
    expect(judged(2, { ...back, isFresh: false })).toBe('UNKNOWN no_evidence_yet');
  });

  it('is POWER when three in ten gasp', () => {
    expect(judged(3, { sign: 'gasp' })).toBe('POWER dying_gasps');
    expect(judged(2, { sign: 'gasp' })).toBe('UNKNOWN no_evidence_yet');
  });

  it('is POWER or LINK by the boots of those who return', () => {
    expect(judged(8, { ...back, isFresh: true })).toBe('POWER fresh_boots');
    expect(judged(8, { ...back, isFresh: false })).toBe('LINK same_boots');
  });

  it('is BACKHAUL when half of those who return have measured half of the gap', () => {
    expect(judged(10, { ...back, isFresh: false, buffered: 10 })).toBe('BACKHAUL gap_was_buffered');
    expect(judged(10, { ...back, isFresh: false, buffered: 5 })).toBe('LINK same_boots');
  });

  it('is PLANNED when they had announced an upgrade and did not return', () => {
    expect(judged(6, { sign: 'no_return' })).toBe('PLANNED announced_upgrade');
  });

  it('is WEATHER when the signal of most had been falling before', () => {
    expect(judged(6, { hadFaded: true })).toBe('WEATHER signal_fell_before');
    expect(judged(5, { hadFaded: true })).toBe('UNKNOWN no_evidence_yet');
  });
});
