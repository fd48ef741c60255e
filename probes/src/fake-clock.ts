import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  /** Goes on by so much, ringing each alarm at its time and letting what it started come to rest. */
  advance(ms: number): Promise<void>;
  /** How long from now each waiting alarm is. */
  alarms(): number[];
}

/** Lets everything happen that waits for no time. */
export const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

export function createFakeClock(start = Date.UTC(2026, 0, 1), uptimeS = 100_000): FakeClock {
  let now = 0;
  let waiting: { at: number; then: () => void }[] = [];

  function nextBefore(end: number) {
    const due = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    return due[0];
  }

  return {
    now: () => start + now,
    elapsed: () => now,
    uptimeS: () => uptimeS + now / 1000,
    after(ms, then) {
      const alarm = { at: now + ms, then };
      waiting.push(alarm);
      return () => {
        waiting = waiting.filter((other) => other !== alarm);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (let alarm = nextBefore(end); alarm; alarm = nextBefore(end)) {
        const ringing = alarm;
        waiting = waiting.filter((other) => other !== ringing);
        now = Math.max(now, ringing.at);
        ringing.then();
        await settle();
      }
      now = end;
      await settle();
    },
    alarms: () => waiting.map(({ at }) => at - now),
  };
}
