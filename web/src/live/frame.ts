/** More than this many events wait for no frame: a hidden tab draws none. */
export const MAX_WAITING = 500;

export interface FrameQueue<T> {
  push(item: T): void;
  /** Handles at once whatever waits. */
  flush(): void;
  stop(): void;
}

/**
 * Gathers items and hands them over together at the next animation frame.
 *
 * @param nextFrame calls back before the next paint; answers how to cancel it
 */
export function createFrameQueue<T>(
  handle: (items: readonly T[]) => void,
  nextFrame: (run: () => void) => () => void,
): FrameQueue<T> {
  let waiting: T[] = [];
  let cancel: (() => void) | undefined;

  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    handle(items);
  };
  return {
    push: (item) => {
      waiting.push(item);
      if (waiting.length >= MAX_WAITING) flush();
      else cancel ??= nextFrame(flush);
    },
    flush,
    stop: () => {
      cancel?.();
      cancel = undefined;
      waiting = [];
    },
  };
}

export function browserFrame(run: () => void): () => void {
  const frame = requestAnimationFrame(run);
  return () => cancelAnimationFrame(frame);
}
