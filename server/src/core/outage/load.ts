import type { Plant } from '../plant/plant.ts';

/** What there is to be heard below each node. */
export interface Load {
  /** A device that can be heard comes in, or goes out: it is switched off, away, or was never there. */
  enter(node: number, intervalMs: number): void;
  leave(node: number, intervalMs: number): void;
  /** One of them is missing, or is no longer. `weight`: what it says for a loss of a part of the node. */
  missing(node: number, weight: number): void;
  found(node: number, weight: number): void;
  /** An outage explains one of them, or does no longer: it is neither missing nor well. */
  explained(node: number, n: 1 | -1): void;
  devices(node: number): number;
  missingDevices(node: number): number;
  /** Those that are neither missing nor lost. */
  well(node: number): number;
  beatsPerDay(node: number): number;
  /** ln of (half of the devices are lost / all are well), by who is missing and who is not. */
  partScore(node: number): number;
  /** The nearest node from here up with enough devices to vouch for each other. */
  neighbourhood(node: number): number;
}

const DAY_MS = 86_400_000;
/** Of a part that is lost, each device is gone with this chance. */
export const PART_SHARE = 0.5;
const ENOUGH_NEIGHBOURS = 8;

export function createLoad(plant: Plant): Load {
  const devices = new Int32Array(plant.size);
  const beats = new Float64Array(plant.size);
  const missing = new Int32Array(plant.size);
  const weights = new Float64Array(plant.size);
  const explained = new Int32Array(plant.size);

  function upwards(node: number, change: (up: number) => void): void {
    for (let up = node; up >= 0; up = plant.parent(up)) change(up);
  }

  const add = (to: Int32Array | Float64Array, at: number, n: number): void => {
    to[at] = (to[at] as number) + n;
  };

  return {
    enter: (node, intervalMs) =>
      upwards(node, (up) => {
        add(devices, up, 1);
        add(beats, up, DAY_MS / intervalMs);
      }),
    leave: (node, intervalMs) =>
      upwards(node, (up) => {
        add(devices, up, -1);
        add(beats, up, -DAY_MS / intervalMs);
      }),
    missing: (node, weight) =>
      upwards(node, (up) => {
        add(missing, up, 1);
        add(weights, up, weight);
      }),
    found: (node, weight) =>
      upwards(node, (up) => {
        add(missing, up, -1);
        add(weights, up, -weight);
      }),
    explained: (node, n) => upwards(node, (up) => add(explained, up, n)),
    devices: (node) => devices[node] as number,
    missingDevices: (node) => missing[node] as number,
    beatsPerDay: (node) => beats[node] as number,
    well: (node) => (devices[node] as number) - (missing[node] as number) - (explained[node] as number),
    partScore: (node) =>
      (weights[node] as number) +
      ((devices[node] as number) - (missing[node] as number) - (explained[node] as number)) *
        Math.log(1 - PART_SHARE),
    neighbourhood(node) {
      let up = node;
      while (plant.parent(up) >= 0 && (devices[up] as number) < ENOUGH_NEIGHBOURS) up = plant.parent(up);
      return up;
    },
  };
}

/** What a missing device says for the loss of a part, where a well one is missing with this chance. */
export function partWeight(chance: number): number {
  return Math.log((PART_SHARE + (1 - PART_SHARE) * chance) / chance);
}
