import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { SeriesUnavailable } from '../series/port.ts';
import { startUpkeep } from './upkeep.ts';

const settle = (): Promise<void> => new Promise(setImmediate);

describe('the housekeeping of a store', () => {
  it('goes on step by step while there is more, never two at once, and rests after that', async () => {
    const clock = createFakeClock();
    let [steps, left, open] = [0, 3, 0];
    const upkeep = startUpkeep({
      store: {
        async maintain() {
          expect(++open).toBe(1);
          await settle();
          open--;
          steps++;
          return { more: --left > 0 };
        },
      },
      clock,
      log: pino({ level: 'silent' }),
      lagMs: () => 0,
    });
    clock.pass(60_000);
    for (let second = 0; second < 20; second++) {
      clock.pass(1_000);
      await settle();
      await settle();
    }
    expect(steps).toBe(3);
    await upkeep.stop();
  });

  it('is tried again after a failure, which is said once', async () => {
    const clock = createFakeClock();
    const said: string[] = [];
    let tries = 0;
    const upkeep = startUpkeep({
      store: {
        maintain() {
          tries++;
          return Promise.reject(new SeriesUnavailable('not now'));
        },
      },
      clock,
      log: pino({ level: 'warn' }, { write: (line: string) => void said.push(line) }),
      lagMs: () => 0,
    });
    for (let minute = 0; minute < 5; minute++) {
      clock.pass(60_000);
      await settle();
    }
    expect(tries).toBeGreaterThan(2);
    expect(said).toHaveLength(1);
    await upkeep.stop();
  });

  it('waits while writes are late, and rests longer than it has worked', async () => {
    const clock = createFakeClock();
    let [lag, steps] = [60_000, 0];
    let finish = (): void => undefined;
    const upkeep = startUpkeep({
      store: {
        maintain() {
          steps++;
          return new Promise((resolve) => (finish = () => resolve({ more: true })));
        },
      },
      clock,
      log: pino({ level: 'silent' }),
      lagMs: () => lag,
    });
    clock.pass(300_000);
    expect(steps).toBe(0);
    lag = 0;
    clock.pass(4_000);
    finish();
    await settle();
    clock.pass(20_000);
    await settle();
    expect(steps).toBe(1);
    clock.pass(20_000);
    await settle();
    expect(steps).toBe(2);
    finish();
    await upkeep.stop();
  });
});
