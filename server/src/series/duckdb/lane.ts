/** Runs one job after the other, as a database connection needs it; a job that fails stops nothing. */
export interface Lane {
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Resolves when what was given so far has ended. */
  idle(): Promise<void>;
}

export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(job) {
      const result = tail.then(job, job);
      tail = result.catch(() => undefined);
      return result;
    },
    async idle() {
      await tail;
    },
  };
}
