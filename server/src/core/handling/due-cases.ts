import { createDueHeap } from '../due-heap.ts';

/** Which case is due when: the heap of numbers, with a number for each id. */
export interface DueCases {
  /** Undefined: nothing is due of it any more. */
  schedule(id: string, at: number | undefined): void;
  firstAt(): number | undefined;
  /** The first; only while there is one. */
  first(): string;
}

export function createDueCases(): DueCases {
  const heap = createDueHeap();
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  const free: number[] = [];

  function numberOf(id: string): number {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const number = free.pop() ?? ids.length;
    ids[number] = id;
    numbers.set(id, number);
    return number;
  }

  function drop(id: string): void {
    const number = numbers.get(id);
    if (number === undefined) return;
    heap.remove(number);
    numbers.delete(id);
    free.push(number);
  }

  return {
    schedule(id, at) {
      if (at === undefined) drop(id);
      else heap.schedule(numberOf(id), at);
    },
    firstAt: heap.firstAt,
    first: () => ids[heap.first()] ?? '',
  };
}
