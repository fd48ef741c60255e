import type { Clock } from './clock.ts';

interface Timer {
  at: number;
  every: number | null;
  task: () => void;
}

/** A clock for tests: time passes only when it is told to, and timers run in order. */
export interface FakeClock extends Clock {
  pass(ms: number): void;
}

export function createFakeClock(start = 1_763_596_800_000): FakeClock {
  let now = start;
  const timers = new Set<Timer>();

  function add(timer: Timer): () => void {
    timers.add(timer);
    return () => timers.delete(timer);
  }

  function nextDue(until: number): Timer | undefined {
    return [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
  }

  return {
    now: () => now,
    every: (ms, task) => add({ at: now + ms, every: ms, task }),
    after: (ms, task) => add({ at: now + ms, every: null, task }),
    pass(ms) {
      const until = now + ms;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        now = timer.at;
        if (timer.every === null) timers.delete(timer);
        else timer.at += timer.every;
        timer.task();
      }
      now = until;
    },
  };
}
