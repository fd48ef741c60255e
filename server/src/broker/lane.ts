import type { Clock } from '../clock.ts';

/**
 * Runs what comes in its order, and no longer than a moment in one turn of the event loop: what hundreds of
 * sockets hold at once would keep everybody else waiting for seconds.
 */
export function createLane(clock: Pick<Clock, 'now'>): (task: () => void) => void {
  let waiting: (() => void)[] = [];
  let next = 0;
  let turnBegan: number | undefined;
  let isScheduled = false;

  const isOver = (): boolean => turnBegan !== undefined && clock.now() - turnBegan >= TURN_MS;

  function begin(): void {
    turnBegan = clock.now();
    if (!isScheduled) setImmediate(go);
    isScheduled = true;
  }

  function go(): void {
    isScheduled = false;
    turnBegan = undefined;
    if (next === waiting.length) return;
    begin();
    while (next < waiting.length && !isOver()) waiting[next++]?.();
    if (next < waiting.length && next < COMPACT_AT) return;
    waiting = waiting.slice(next);
    next = 0;
  }

  return (task) => {
    if (turnBegan === undefined) begin();
    if (next === waiting.length && !isOver()) task();
    else waiting.push(task);
  };
}

const TURN_MS = 50;
/** What is done is let go of now and then. */
const COMPACT_AT = 10_000;
