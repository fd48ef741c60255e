import type { AreaScope } from '@fengsui/config/contract';
import type { DeviceState } from '../core/device/state.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { Regions } from '../regions/regions.ts';
import type { Site } from '../site/model.ts';

/** Finds the devices of a place without looking at all of them. */
export interface DeviceIndex {
  /** Those that are in a division or under a node, and below. */
  within(scope: AreaScope): Generator<DeviceState>;
  /** Those that are in this very division. */
  at(division: string): Generator<DeviceState>;
}

export interface DeviceIndexParts {
  fleet: Pick<Fleet, 'states' | 'size' | 'at' | 'tally'>;
  plant: Site['plant'];
  regions: Pick<Regions, 'contains'>;
  clock: { now(): number };
}

/** A device that no file names may move; it is found where it is now after so long. */
const ANEW_AFTER_MS = 10 * 60_000;

type Numbers = Map<string, number[]>;

export function createDeviceIndex({ fleet, plant, regions, clock }: DeviceIndexParts): DeviceIndex {
  let builtAt = -Infinity;
  let size = -1;
  let byArea: Numbers = new Map();
  let byNode: Numbers = new Map();

  function refresh(): void {
    const now = clock.now();
    if (fleet.size() === size && now - builtAt < ANEW_AFTER_MS) return;
    [builtAt, size] = [now, fleet.size()];
    byArea = new Map();
    byNode = new Map();
    for (const { index, area, node } of fleet.states()) {
      add(byArea, fleet.tally.home(area), index);
      add(byNode, node, index);
    }
  }

  function isUnder(node: string, above: string): boolean {
    for (let at = plant.get(node); at; at = plant.get(at.parent ?? '')) if (at.id === above) return true;
    return false;
  }

  function* read(numbers: readonly number[] = []): Generator<DeviceState> {
    for (const number of numbers) {
      const state = fleet.at(number);
      if (state) yield state;
    }
  }

  return {
    *within({ kind, id }) {
      refresh();
      const isIn = (place: string): boolean =>
        kind === 'node' ? isUnder(place, id) : regions.contains(id, place);
      for (const [place, numbers] of kind === 'node' ? byNode : byArea) if (isIn(place)) yield* read(numbers);
    },
    *at(division) {
      refresh();
      yield* read(byArea.get(division));
    },
  };
}

function add(numbers: Numbers, place: string, index: number): void {
  const there = numbers.get(place);
  if (there) there.push(index);
  else numbers.set(place, [index]);
}
