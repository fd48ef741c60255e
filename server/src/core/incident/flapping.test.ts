import { describe, expect, it } from 'vitest';
import { CALM, flapPercent, look } from './flapping.ts';

describe('flapping', () => {
  it('weighs newer changes more: the newest three make 18.4 %, four 24.2 %', () => {
    const calm = Array.from({ length: 17 }, () => false);
    expect(flapPercent([...calm, false, true, false, true])).toBeCloseTo(18.4, 1);
    expect(flapPercent([...calm, true, false, true, false])).toBeCloseTo(24.2, 1);
  });

  it('begins at the fourth change in a row, and ends when nearly all of them are forgotten', () => {
    let log = CALM;
    const states: boolean[] = [];
    for (const isWrong of [true, false, true, false, true]) {
      log = look(log, isWrong);
      states.push(log.isFlapping);
    }
    expect(states).toEqual([false, false, false, false, true]);
    for (let i = 0; i < 15; i++) log = look(log, true);
    expect(log.isFlapping).toBe(true);
    for (let i = 0; i < 6; i++) log = look(log, true);
    expect(log.isFlapping).toBe(false);
  });
});
