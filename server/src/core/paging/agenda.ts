/** Something that is due: a parked call, a held page, a person's next message. */
export interface Due {
  at: number;
  kind: 'parked' | 'held' | 'tray';
  /** The incident, or the person where it is a tray. */
  id: string;
  /** Of a held page; '' otherwise. */
  person: string;
}

/** What is due, the soonest first; of one instant always in the same order, whenever it was put in. */
export interface Agenda {
  add(due: Due): void;
  first(): Due | undefined;
  shift(): Due | undefined;
  size(): number;
  clear(): void;
}

/** What was put off comes before the messages, so that all of one instant goes into one. */
const ORDER = { parked: 0, held: 1, tray: 2 } as const;

function isBefore(a: Due, b: Due): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.kind !== b.kind) return ORDER[a.kind] < ORDER[b.kind];
  return a.id !== b.id ? a.id < b.id : a.person < b.person;
}

/** A binary heap. */
export function createAgenda(): Agenda {
  const heap: Due[] = [];

  function rise(due: Due, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const there = heap[above];
      if (!there || !isBefore(due, there)) break;
      heap[place] = there;
      place = above;
    }
    heap[place] = due;
  }

  function sooner(left: number): number {
    const [a, b] = [heap[left], heap[left + 1]];
    return a && b && isBefore(b, a) ? left + 1 : left;
  }

  function sink(due: Due): void {
    let place = 0;
    for (;;) {
      const below = sooner(2 * place + 1);
      const there = heap[below];
      if (!there || !isBefore(there, due)) break;
      heap[place] = there;
      place = below;
    }
    heap[place] = due;
  }

  return {
    add: (due) => rise(due, heap.length),
    first: () => heap[0],
    shift() {
      const first = heap[0];
      const last = heap.pop();
      if (last && heap.length > 0) sink(last);
      return first;
    },
    size: () => heap.length,
    clear: () => void heap.splice(0),
  };
}
