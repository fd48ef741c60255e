import type { Json } from '@fengsui/config/contract';
import type { Lost, Outage } from './outage.ts';
import type { World } from './world.ts';

type KeptLost = Omit<Lost, 'index'> & { device: string };
type KeptOutage = Omit<Outage, 'lost' | 'node' | 'top' | 'survivors'> & {
  node: string;
  top: string;
  lost: KeptLost[];
};

/** Open outages as JSON: by names, because numbers are given anew at every start. */
export function keepOutages({ plant, fleet }: World, outages: Iterable<Outage>): Json {
  const nameOf = (node: number): string => (node < 0 ? '' : plant.info(node).id);
  const kept: KeptOutage[] = [];
  for (const { lost, node, top, survivors: _, ...rest } of outages) {
    const devices = [...lost.values()].map(({ index, ...about }) => ({
      ...about,
      device: fleet.at(index)?.id ?? '',
    }));
    kept.push({ ...rest, lookAt: finite(rest.lookAt), node: nameOf(node), top: nameOf(top), lost: devices });
  }
  return kept as unknown as Json;
}

/** What was kept, as far as its nodes and devices are still there. */
export function outagesOf({ plant, fleet }: World, kept: Json): Outage[] {
  return (kept as unknown as KeptOutage[]).flatMap(({ lost, node, top, ...rest }) => {
    const devices = new Map<number, Lost>();
    for (const { device, ...about } of lost) {
      const state = fleet.get(device);
      if (state) devices.set(state.index, { ...about, index: state.index });
    }
    const place = plant.find(node);
    if (devices.size === 0 || (place < 0 && rest.shape !== 'lone')) return [];
    return [
      { ...rest, node: place, top: Math.max(plant.find(top), -1), lost: devices, survivors: new Set() },
    ];
  });
}

/** JSON knows no infinity. */
function finite(at: number): number {
  return at === Infinity ? Number.MAX_SAFE_INTEGER : at;
}
