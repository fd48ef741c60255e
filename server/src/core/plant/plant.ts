import type { PlantNodeInfo } from '../monitor-site.ts';

/** The tree of nodes, numbered from the top down: a parent's number is smaller than its children's. */
export interface Plant {
  readonly size: number;
  info(node: number): PlantNodeInfo;
  /** -1 above the top. */
  parent(node: number): number;
  /** -1 for an id that no file names. */
  find(id: string): number;
  children(node: number): readonly number[];
  /** The node itself and all above it, nearest first. */
  path(node: number): number[];
  /** The node itself and all below it, in order. */
  under(node: number): Generator<number>;
  isUnder(node: number, above: number): boolean;
  /** The lowest node that has all of these below it (or is one of them); -1 for none. */
  common(nodes: Iterable<number>): number;
}

/** @param rows in any order; every parent is one of them, and there is no circle (the site is checked) */
export function createPlant(rows: Iterable<PlantNodeInfo>): Plant {
  const infos = topDown([...rows]);
  const numbers = new Map(infos.map(({ id }, i) => [id, i]));
  const parents = Int32Array.from(infos, ({ parent }) =>
    parent === undefined ? -1 : (numbers.get(parent) ?? -1),
  );
  const depths = new Int32Array(infos.length);
  const children: number[][] = infos.map(() => []);
  parents.forEach((parent, node) => {
    if (parent < 0) return;
    depths[node] = (depths[parent] ?? 0) + 1;
    children[parent]?.push(node);
  });

  const parent = (node: number): number => parents[node] ?? -1;
  const depth = (node: number): number => depths[node] ?? 0;

  function meet(one: number, other: number): number {
    let a = one;
    let b = other;
    while (a !== b && a >= 0 && b >= 0) {
      if (depth(a) >= depth(b)) a = parent(a);
      else b = parent(b);
    }
    return a === b ? a : -1;
  }

  const plant: Plant = {
    size: infos.length,
    info(node) {
      const found = infos[node];
      if (!found) throw new RangeError(`there is no node number ${node}`);
      return found;
    },
    parent,
    find: (id) => numbers.get(id) ?? -1,
    children: (node) => children[node] ?? [],
    path(node) {
      const path: number[] = [];
      for (let up = node; up >= 0; up = parent(up)) path.push(up);
      return path;
    },
    *under(node) {
      yield node;
      for (const child of children[node] ?? []) yield* plant.under(child);
    },
    isUnder(node, above) {
      let up = node;
      while (up > above) up = parent(up);
      return up === above;
    },
    common(nodes) {
      let found: number | undefined;
      for (const node of nodes) found = found === undefined ? node : meet(found, node);
      return found ?? -1;
    },
  };
  return plant;
}

/** Parents before their children, otherwise as they were. */
function topDown(rows: readonly PlantNodeInfo[]): PlantNodeInfo[] {
  const below = new Map<string | undefined, PlantNodeInfo[]>();
  for (const row of rows) {
    const siblings = below.get(row.parent);
    if (siblings) siblings.push(row);
    else below.set(row.parent, [row]);
  }
  const ordered = [...(below.get(undefined) ?? [])];
  for (let i = 0; i < ordered.length; i++) ordered.push(...(below.get(ordered[i]?.id) ?? []));
  return ordered;
}
