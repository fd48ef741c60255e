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
    const upkeep = startUpkeep(
      {
        async maintain() {
          expect(++open).toBe(1);
          await settle();
          open--;
          steps++;
          return { more: --left > 0 };
        },
      },
      clock,
      pino({ level: 'silent' }),
    );
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
    const upkeep = startUpkeep(
      {
        maintain() {
          tries++;
          return Promise.reject(new SeriesUnavailable('not now'));
        },
      },
      clock,
      pino({ level: 'warn' }, { write: (line: string) => void said.push(line) }),
    );
    for (let minute = 0; minute < 5; minute++) {
      clock.pass(60_000);
      await settle();
    }
    expect(tries).toBeGreaterThan(2);
    expect(said).toHaveLength(1);
    await upkeep.stop();
  });
});
