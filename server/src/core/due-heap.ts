/**
 * Who is due when: a binary heap of device numbers with at most one entry a device, in typed arrays, so
 * that half a million devices cost no objects. Of one instant, the smaller number comes first.
 */
export interface DueHeap {
  /** Puts a device in, or moves it. */
  schedule(index: number, at: number): void;
  /** The same, but for a device that is in already and due earlier: that one stays. */
  scheduleBy(index: number, at: number): void;
  /** When a device is due; undefined where it is not in. */
  dueAt(index: number): number | undefined;
  /** When the first is due; undefined while nobody is. */
  firstAt(): number | undefined;
  /** The first; only while there is one. */
  first(): number;
  remove(index: number): void;
}

export function createDueHeap(): DueHeap {
  let due = new Float64Array(64);
  let places = new Int32Array(64).fill(-1);
  let heap = new Int32Array(64);
  let size = 0;

  function reserve(index: number): void {
    if (index < due.length) return;
    const length = Math.max(index + 1, due.length * 2);
    due = grown(due, new Float64Array(length));
    heap = grown(heap, new Int32Array(length));
    places = grown(places, new Int32Array(length).fill(-1));
  }

  const at = (place: number): number => heap[place] as number;
  const dueOf = (index: number): number => due[index] as number;

  function isBefore(a: number, b: number): boolean {
    const dueA = dueOf(a);
    const dueB = dueOf(b);
    return dueA !== dueB ? dueA < dueB : a < b;
  }

  function put(index: number, place: number): void {
    heap[place] = index;
    places[index] = place;
  }

  function rise(index: number, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!isBefore(index, at(above))) break;
      put(at(above), place);
      place = above;
    }
    put(index, place);
  }

  function sink(index: number, from: number): void {
    let place = from;
    for (let child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && isBefore(at(child + 1), at(child))) child++;
      if (!isBefore(at(child), index)) break;
      put(at(child), place);
      place = child;
    }
    put(index, place);
  }

  function settle(index: number, place: number): void {
    if (place > 0 && isBefore(index, at((place - 1) >> 1))) rise(index, place);
    else sink(index, place);
  }

  const isIn = (index: number): boolean => (places[index] ?? -1) >= 0;

  function schedule(index: number, when: number): void {
    reserve(index);
    due[index] = when;
    const place = places[index] as number;
    if (place < 0) rise(index, size++);
    else settle(index, place);
  }

  return {
    schedule,
    scheduleBy(index, when) {
      if (!isIn(index) || dueOf(index) > when) schedule(index, when);
    },
    dueAt: (index) => (isIn(index) ? dueOf(index) : undefined),
    firstAt: () => (size > 0 ? dueOf(at(0)) : undefined),
    first: () => at(0),
    remove(index) {
      const place = places[index] ?? -1;
      if (place < 0) return;
      places[index] = -1;
      const last = at(--size);
      if (last !== index) settle(last, place);
    },
  };
}

function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
