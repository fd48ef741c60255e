import { uptime } from 'node:os';

/** Time and timers, so that everything else can be driven by a test. */
export interface Clock {
  /** Milliseconds since 1970 UTC; may be wrong and may be set at any moment. */
  now(): number;
  /** Milliseconds since some moment, never set back. */
  elapsed(): number;
  /** Seconds since the machine was started. */
  uptimeS(): number;
  /** Calls `then` once after `ms`; what it answers cancels that. */
  after(ms: number, then: () => void): () => void;
}

export function createClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    uptimeS: () => uptime(),
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Waits; answers early, without an error, when `signal` is aborted. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
