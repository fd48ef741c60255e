/** Who must be looked at when: a binary heap with one entry a device, so that a beat costs no push. */
export interface WakeQueue {
  /** Makes sure that `id` is looked at no later than `at`. */
  schedule(id: string, at: number): void;
  /** Takes out everybody who is due. */
  due(at: number): string[];
  nextAt(): number | undefined;
}

interface Entry {
  at: number;
  id: string;
}

export function createWakeQueue(): WakeQueue {
  const heap: Entry[] = [];
  const pending = new Map<string, number>();

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    sink(heap, 0);
  }

  return {
    schedule(id, at) {
      const known = pending.get(id);
      if (known !== undefined && known <= at) return;
      pending.set(id, at);
      heap.push({ at, id });
      rise(heap, heap.length - 1);
    },
    due(at) {
      const ids: string[] = [];
      for (let top = heap[0]; top && top.at <= at; top = heap[0]) {
        pop();
        // An entry that was overtaken by an earlier one for the same device is spent.
        if (pending.get(top.id) !== top.at) continue;
        pending.delete(top.id);
        ids.push(top.id);
      }
      return ids;
    },
    nextAt: () => heap[0]?.at,
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at !== b.at ? a.at < b.at : a.id < b.id;
}

function rise(heap: Entry[], from: number): void {
  let i = from;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!swapIfBefore(heap, i, parent)) return;
    i = parent;
  }
}

function sink(heap: Entry[], from: number): void {
  let i = from;
  for (;;) {
    const child = smallerChild(heap, i);
    if (child === undefined || !swapIfBefore(heap, child, i)) return;
    i = child;
  }
}

function smallerChild(heap: Entry[], i: number): number | undefined {
  const left = heap[2 * i + 1];
  const right = heap[2 * i + 2];
  if (!left) return undefined;
  return right && isBefore(right, left) ? 2 * i + 2 : 2 * i + 1;
}

function swapIfBefore(heap: Entry[], i: number, j: number): boolean {
  const a = heap[i];
  const b = heap[j];
  if (!a || !b || !isBefore(a, b)) return false;
  heap[i] = b;
  heap[j] = a;
  return true;
}
