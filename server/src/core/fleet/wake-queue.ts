/** Who must be looked at when: one entry a device at the most, so that a beat costs nothing here. */
export interface WakeQueue {
  /** Makes sure that this device is looked at no later than `at`. */
  schedule(index: number, at: number): void;
  /** Takes out the first of those who are due; of one time, the one with the lowest index. */
  takeDue(at: number): number | undefined;
  nextAt(): number | undefined;
}

/** A binary heap of device numbers over plain typed arrays: 16 bytes a device. */
interface Heap {
  size: number;
  /** Device numbers, in heap order. */
  order: Int32Array;
  /** By device number: its place in the heap, -1 while it is not in it; and when it is due. */
  place: Int32Array;
  dueAt: Float64Array;
}

const FIRST_CAPACITY = 1024;

export function createWakeQueue(): WakeQueue {
  const heap: Heap = {
    size: 0,
    order: new Int32Array(FIRST_CAPACITY),
    place: new Int32Array(FIRST_CAPACITY).fill(-1),
    dueAt: new Float64Array(FIRST_CAPACITY),
  };
  return {
    schedule(index, at) {
      if (index >= heap.place.length) grow(heap, index);
      const known = placeOf(heap, index);
      if (known >= 0 && dueOf(heap, index) <= at) return;
      heap.dueAt[index] = at;
      rise(heap, index, known >= 0 ? known : heap.size++);
    },
    takeDue(at) {
      const first = heap.order[0];
      return heap.size === 0 || first === undefined || dueOf(heap, first) > at
        ? undefined
        : take(heap, first);
    },
    nextAt: () => (heap.size === 0 ? undefined : heap.dueAt[heap.order[0] ?? 0]),
  };
}

function take(heap: Heap, first: number): number {
  heap.place[first] = -1;
  heap.size--;
  const last = heap.order[heap.size];
  if (heap.size > 0 && last !== undefined) sink(heap, last);
  return first;
}

function grow(heap: Heap, index: number): void {
  const capacity = Math.max(heap.place.length * 2, index + 1);
  const { order, place, dueAt } = heap;
  heap.order = new Int32Array(capacity);
  heap.order.set(order);
  heap.place = new Int32Array(capacity).fill(-1);
  heap.place.set(place);
  heap.dueAt = new Float64Array(capacity);
  heap.dueAt.set(dueAt);
}

/** Puts a device that starts at a place as far up as it belongs. */
function rise(heap: Heap, index: number, from: number): void {
  let i = from;
  while (i > 0) {
    const above = heap.order[(i - 1) >> 1] ?? -1;
    if (!isBefore(heap, index, above)) break;
    put(heap, above, i);
    i = (i - 1) >> 1;
  }
  put(heap, index, i);
}

/** Puts a device that starts at the top as far down as it belongs. */
function sink(heap: Heap, index: number): void {
  let i = 0;
  for (let child = smallerChild(heap, i); child >= 0; child = smallerChild(heap, i)) {
    const below = heap.order[child] ?? -1;
    if (!isBefore(heap, below, index)) break;
    put(heap, below, i);
    i = child;
  }
  put(heap, index, i);
}

function smallerChild(heap: Heap, i: number): number {
  const left = 2 * i + 1;
  if (left >= heap.size) return -1;
  if (left + 1 >= heap.size) return left;
  return isBefore(heap, heap.order[left + 1] ?? -1, heap.order[left] ?? -1) ? left + 1 : left;
}

function put(heap: Heap, index: number, at: number): void {
  heap.order[at] = index;
  heap.place[index] = at;
}

function isBefore(heap: Heap, a: number, b: number): boolean {
  const [first, second] = [dueOf(heap, a), dueOf(heap, b)];
  return first !== second ? first < second : a < b;
}

function dueOf(heap: Heap, index: number): number {
  return heap.dueAt[index] ?? Infinity;
}

function placeOf(heap: Heap, index: number): number {
  return heap.place[index] ?? -1;
}
