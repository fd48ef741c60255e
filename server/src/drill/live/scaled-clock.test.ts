import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { createScaledClock } from './scaled-clock.ts';

const START = 1_763_596_800_000;

describe('a wound-up clock', () => {
  it('stands still until it is allowed to go', () => {
    const base = createFakeClock(START);
    const clock = createScaledClock(base, 10);
    base.pass(1_000);
    expect(clock.now()).toBe(START);
    expect(clock.heldMs()).toBe(1_000);
  });

  it('runs as many times as fast as it is wound up', () => {
    const base = createFakeClock(START);
    const clock = createScaledClock(base, 10);
    clock.allow(Infinity);
    base.pass(1_500);
    expect(clock.now()).toBe(START + 15_000);
    expect(clock.heldMs()).toBe(0);
  });

  it('waits where it has been allowed to go, and does not leap when it is allowed further', () => {
    const base = createFakeClock(START);
    const clock = createScaledClock(base, 10);
    clock.allow(START + 5_000);
    base.pass(2_000);
    expect(clock.now()).toBe(START + 5_000);
    clock.allow(START + 60_000);
    expect(clock.now()).toBe(START + 5_000);
    base.pass(1_000);
    expect(clock.now()).toBe(START + 15_000);
  });

  it('never goes back, though the clock of the machine does', () => {
    let real = START;
    const clock = createScaledClock({ ...createFakeClock(START), now: () => real }, 2);
    clock.allow(Infinity);
    real += 1_000;
    expect(clock.now()).toBe(START + 2_000);
    real -= 60_000;
    expect(clock.now()).toBe(START + 2_000);
    real += 1_000;
    expect(clock.now()).toBe(START + 4_000);
  });

  it('calls as often by its own time as was asked for, though seldom enough for a machine', () => {
    const base = createFakeClock(START);
    const clock = createScaledClock(base, 10);
    let minutes = 0;
    let rounds = 0;
    clock.every(60_000, () => minutes++);
    clock.every(250, () => rounds++);
    base.pass(60_000);
    expect(minutes).toBe(10);
    expect(rounds).toBe(300);
  });
});
