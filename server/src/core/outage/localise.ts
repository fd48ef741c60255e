import type { Miss } from './evidence.ts';
import type { Outage } from './outage.ts';
import type { World } from './world.ts';

/** The highest node from here up below which nobody has been heard since `since`. */
export function silentTop({ evidence, plant }: World, node: number, since: number): number {
  let top = node;
  for (let up = plant.parent(node); up >= 0 && evidence.lastHeardAt(up) < since; up = plant.parent(up))
    top = up;
  return top;
}

export interface SilentGroup {
  /** The lowest node that all of them hang on. */
  node: number;
  misses: Miss[];
  score: number;
}

/** The devices of an outage that are still missing, by the node below which all has been silent since; most telling first. */
export function groupBySilence(world: World, outage: Outage): SilentGroup[] {
  const groups = new Map<number, Miss[]>();
  for (const { index, returnedAt } of outage.lost.values()) {
    const miss = world.misses.get(index);
    if (!miss || returnedAt !== null) continue;
    const top =
      world.evidence.lastHeardAt(miss.node) < miss.due ? silentTop(world, miss.node, miss.due) : miss.node;
    const group = groups.get(top);
    if (group) group.push(miss);
    else groups.set(top, [miss]);
  }
  return [...groups.values()]
    .map((misses) => toGroup(world, misses))
    .sort((a, b) => b.score - a.score || a.node - b.node);
}

function toGroup({ plant }: World, misses: Miss[]): SilentGroup {
  const score = misses.reduce((sum, { weight }) => sum + weight, 0);
  return { node: plant.common(misses.map(({ node }) => node)), misses, score };
}
