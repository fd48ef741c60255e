import { createColumn } from '../columns.ts';
import type { Plant } from '../plant/plant.ts';
import { FEEDS } from './metrics.ts';

/** What can be said of a device, as bits. */
export const MARK = {
  /** Its level is known, and what is usual for it. */
  measured: 1,
  /** On its way down: half of what makes it bad. */
  leaning: 2,
  bad: 4,
  /** It was on its way down before it was bad: it sank, it did not drop. */
  sank: 8,
} as const;
export type Mark = keyof typeof MARK;

/**
 * How many devices under each node bear which mark, by feed. A change of a device's marks costs a walk
 * to the top; a sample that changes nothing costs nothing.
 */
export interface NodeEvidence {
  marks(device: number): number;
  put(device: number, place: { node: number; feed: number }, marks: number): void;
  /** Where the device was when its marks were last put; -1 for nowhere. */
  nodeOf(device: number): number;
  feedOf(device: number): number;
  count(node: number, feed: number, mark: Mark): number;
}

const BITS = [MARK.measured, MARK.leaning, MARK.bad, MARK.sank];
const PLACE: Readonly<Record<Mark, number>> = { measured: 0, leaning: 1, bad: 2, sank: 3 };

export function createNodeEvidence(plant: Plant): NodeEvidence {
  const width = FEEDS.length * BITS.length;
  const counts = new Int32Array(plant.size * width);
  const marksOf = createColumn(Uint8Array);
  const nodes = createColumn(Int32Array);
  const feeds = createColumn(Uint8Array);

  function add(from: number, feed: number, marks: number, n: number): void {
    if (marks === 0) return;
    for (let node = from; node >= 0; node = plant.parent(node)) {
      const base = node * width + feed * BITS.length;
      BITS.forEach((bit, i) => {
        if ((marks & bit) !== 0) counts[base + i] = (counts[base + i] ?? 0) + n;
      });
    }
  }

  const nodeOf = (device: number): number => nodes.get(device) - 1;

  return {
    marks: marksOf.get,
    nodeOf,
    feedOf: feeds.get,
    put(device, { node, feed }, marks) {
      add(nodeOf(device), feeds.get(device), marksOf.get(device), -1);
      nodes.set(device, node + 1);
      feeds.set(device, feed);
      marksOf.set(device, marks);
      add(node, feed, marks, 1);
    },
    count: (node, feed, mark) => counts[node * width + feed * BITS.length + PLACE[mark]] ?? 0,
  };
}
