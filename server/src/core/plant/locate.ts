import type { Fleet } from '../fleet/fleet.ts';
import type { Locate } from '../incident/maintenance.ts';
import type { Plant } from './plant.ts';

/** Where a scope lies: its nodes up to the top, its divisions up to the top. */
export function locateIn(
  plant: Plant,
  fleet: Pick<Fleet, 'get'>,
  chain: (area: string) => readonly string[],
): Locate {
  const nodesAbove = (id: string): string[] => plant.path(plant.find(id)).map((node) => plant.info(node).id);
  return ({ kind, id }, area) => {
    const areas = chain(area);
    if (kind === 'node' || kind === 'segment') return { nodes: nodesAbove(id), areas };
    if (kind === 'device') return { nodes: nodesAbove(fleet.get(id)?.node ?? ''), areas, device: id };
    return { nodes: [], areas };
  };
}
