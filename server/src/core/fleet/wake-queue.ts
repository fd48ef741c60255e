import { createDueHeap } from '../due-heap.ts';

/** Who must be looked at when: one entry a device at the most, so that a beat costs nothing here. */
export interface WakeQueue {
  /** Makes sure that this device is looked at no later than `at`. */
  schedule(index: number, at: number): void;
  /** Takes out the first of those who are due; of one time, the one with the lowest index. */
  takeDue(at: number): number | undefined;
  nextAt(): number | undefined;
}

export function createWakeQueue(): WakeQueue {
  const heap = createDueHeap();
  return {
    schedule: heap.scheduleBy,
    takeDue(at) {
      if ((heap.firstAt() ?? Infinity) > at) return undefined;
      const first = heap.first();
      heap.remove(first);
      return first;
    },
    nextAt: heap.firstAt,
  };
}
