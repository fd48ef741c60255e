/** What happens beside the beats, in order of time and, at the same time, in the order it was added. */
export interface Agenda<T> {
  add(at: number, entry: T): void;
  /** When the first is due; Infinity if there is none. */
  peek(): number;
  take(): T;
  size(): number;
}

interface Node<T> {
  at: number;
  order: number;
  entry: T;
}

/** A binary heap. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Node<T>[] = [];
  let order = 0;

  const isBefore = (a: Node<T>, b: Node<T>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

  function rise(node: Node<T>): void {
    let i = heap.length;
    heap.push(node);
    while (i > 0) {
      const up = (i - 1) >> 1;
      const above = heap[up];
      if (!above || !isBefore(node, above)) break;
      heap[i] = above;
      i = up;
    }
    heap[i] = node;
  }

  function sink(node: Node<T>): void {
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      const right = heap[child + 1];
      let lesser = heap[child];
      if (right && lesser && isBefore(right, lesser)) {
        lesser = right;
        child++;
      }
      if (!lesser || !isBefore(lesser, node)) break;
      heap[i] = lesser;
      i = child;
    }
    heap[i] = node;
  }

  return {
    add: (at, entry) => rise({ at, order: order++, entry }),
    peek: () => heap[0]?.at ?? Infinity,
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) throw new Error('the agenda is empty');
      if (heap.length > 0) sink(last);
      return first.entry;
    },
    size: () => heap.length,
  };
}
