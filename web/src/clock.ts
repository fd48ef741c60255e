/** The only place of the wall that asks for the time. */
export interface Clock {
  /** ms since an arbitrary start; never jumps when somebody sets the computer's clock. */
  monotonic(): number;
  /** ms since 1970 by this computer, which may be wrong: used only until the server has spoken. */
  wall(): number;
  /** Calls `run` every `ms` until the answered function is called. */
  every(ms: number, run: () => void): () => void;
}

export const browserClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};
