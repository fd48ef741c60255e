import type { Plant } from '../plant/plant.ts';
import type { Outage } from './outage.ts';

/** The outages that were called and may still come back, by node and by device. */
export interface OpenOutages {
  add(outage: Outage): void;
  remove(outage: Outage): void;
  /** It lies at another node now. */
  place(outage: Outage, node: number, top: number): void;
  at(node: number): Outage | undefined;
  /** The nearest one from this node up that still lasts. */
  covering(node: number): Outage | undefined;
  ofDevice(index: number): Outage | undefined;
  claim(index: number, outage: Outage): void;
  release(index: number): void;
  all(): Iterable<Outage>;
  readonly size: number;
}

export function createOpenOutages(plant: Plant): OpenOutages {
  const outages = new Set<Outage>();
  const byNode = new Map<number, Outage>();
  const byDevice = new Map<number, Outage>();

  const isPlaced = ({ shape, node }: Outage): boolean => shape !== 'lone' && node >= 0;

  return {
    add(outage) {
      outages.add(outage);
      if (isPlaced(outage)) byNode.set(outage.node, outage);
    },
    remove(outage) {
      outages.delete(outage);
      if (byNode.get(outage.node) === outage) byNode.delete(outage.node);
      for (const index of outage.lost.keys()) if (byDevice.get(index) === outage) byDevice.delete(index);
    },
    place(outage, node, top) {
      if (byNode.get(outage.node) === outage) byNode.delete(outage.node);
      outage.node = node;
      outage.top = top;
      if (isPlaced(outage)) byNode.set(node, outage);
    },
    at: (node) => byNode.get(node),
    covering(node) {
      if (byNode.size === 0) return undefined;
      for (let up = node; up >= 0; up = plant.parent(up)) {
        const outage = byNode.get(up);
        if (outage && outage.goneAt === null) return outage;
      }
      return undefined;
    },
    ofDevice: (index) => byDevice.get(index),
    claim: (index, outage) => void byDevice.set(index, outage),
    release: (index) => void byDevice.delete(index),
    all: () => outages,
    get size() {
      return outages.size;
    },
  };
}
