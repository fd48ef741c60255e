/** The one source of time; everything else is told. */
export interface Clock {
  /** ms since 1970 UTC. */
  now(): number;
  /** Calls `task` every `ms` until the answer is called. A run that is late is not made up for. */
  every(ms: number, task: () => void): () => void;
  /** Calls `task` once after `ms`, unless the answer is called before. */
  after(ms: number, task: () => void): () => void;
}

export function createClock(): Clock {
  return {
    now: () => Date.now(),
    every(ms, task) {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}
