/** Keeps something that did not work from being tried again too soon. */
export interface Pause {
  /** Whether it may be tried. */
  isOver(): boolean;
  begin(): void;
}

/** What is missing or refused once is asked for again after this time. */
export const RARELY_MS = 10 * 60_000;

export function createPause(monotonicMs: () => number, lengthMs: number): Pause {
  let until = -Infinity;
  return {
    isOver: () => monotonicMs() >= until,
    begin: () => {
      until = monotonicMs() + lengthMs;
    },
  };
}
