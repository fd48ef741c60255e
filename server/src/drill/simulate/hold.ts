import type { Item } from './item.ts';
import { isMessage } from './item.ts';
import type { Later } from './life.ts';

/** A queue before the server that stands still for a while and then empties, in order. */
export interface Hold {
  until(at: number): void;
  /** The item if it may pass now; undefined if it has to wait. */
  pass(item: Item): Item | undefined;
}

/** So many are delivered each ms when it empties. */
const DRAIN_PER_MS = 4;

/** What waits is bounded by what the fleet says in the minutes that a scenario names. */
export function createHold(later: Later): Hold {
  const waiting: Item[] = [];
  let from = 0;
  let isHeld = false;
  let released: Item | undefined;

  function drain(at: number): Item | undefined {
    const item = waiting[from++];
    isHeld = from < waiting.length;
    if (isHeld) later(from % DRAIN_PER_MS === 0 ? at + 1 : at, drain);
    else waiting.length = from = 0;
    released = item && { ...item, at };
    return released;
  }

  return {
    until(at) {
      isHeld = true;
      later(at, drain);
    },
    pass(item) {
      if (!isHeld || item === released || !isMessage(item)) return item;
      waiting.push(item);
      return undefined;
    },
  };
}
