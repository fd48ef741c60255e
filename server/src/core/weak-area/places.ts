import type { DeviceState } from '../device/state.ts';
import type { Plant } from '../plant/plant.ts';
import type { AreaKey } from './area-hour.ts';
import { scopeOf } from './area-hour.ts';
import { createMembership } from './membership.ts';

/**
 * Everything that could be a weak area, by number: the nodes of the plant as it numbers them, and behind
 * them the divisions in which devices are. What lies above has the smaller number. A device is at one node
 * and in one division, and in all above these.
 */
export interface Places {
  size(): number;
  /** Puts a device where its state says that it is. */
  put(state: Pick<DeviceState, 'index' | 'area' | 'node'>): void;
  /** -1 where no device is known, or no such node. */
  find(key: AreaKey): number;
  keyOf(place: number): AreaKey;
  isNode(place: number): boolean;
  /** -1 above the top. */
  above(place: number): number;
  nodeOf(device: number): number;
  divisionOf(device: number): number;
  /** The devices at a place and below it. */
  devicesIn(place: number): Generator<number>;
  holds(place: number, device: number): boolean;
  /** The node and the division of a device, and all above them. */
  around(device: number): Generator<number>;
  /** It may be found: a node, a village, a township, or what is watched. */
  isCandidate(place: number): boolean;
  /** Divisions that may be found whatever their level. */
  watch(keys: readonly AreaKey[]): void;
}

export interface PlacesParts {
  plant: Plant;
  /** The division of an area and all above it, nearest first. */
  chain(area: string): readonly string[];
}

/** Of villages and of townships. A county is too large to be weak as one. */
const FOUND_DIGITS: ReadonlySet<number> = new Set([12, 9]);

export function createPlaces({ plant, chain }: PlacesParts): Places {
  const atNodes = createMembership();
  const inDivisions = createMembership();
  const codes: string[] = [];
  const numbers = new Map<string, number>();
  const aboves: number[] = [];
  const belows: number[][] = [];
  let watched: ReadonlySet<AreaKey> = new Set();

  const isNode = (place: number): boolean => place < plant.size;
  const above = (place: number): number =>
    isNode(place) ? plant.parent(place) : (aboves[place - plant.size] ?? -1);
  const keyOf = (place: number): AreaKey =>
    isNode(place) ? `node:${plant.info(place).id}` : `area:${codes[place - plant.size] ?? ''}`;

  function add(code: string, parent: number): number {
    const place = plant.size + codes.length;
    codes.push(code);
    numbers.set(code, place);
    aboves.push(parent);
    belows.push([]);
    if (parent >= 0) belows[parent - plant.size]?.push(place);
    return place;
  }

  function divisionFor(area: string): number {
    const path = chain(area);
    const known = numbers.get(path[0] ?? '');
    if (known !== undefined) return known;
    let place = -1;
    for (const code of [...path].reverse()) place = numbers.get(code) ?? add(code, place);
    return place;
  }

  function* divisionsUnder(place: number): Generator<number> {
    yield place;
    for (const below of belows[place - plant.size] ?? []) yield* divisionsUnder(below);
  }

  function* devicesIn(place: number): Generator<number> {
    if (place < 0) return;
    if (isNode(place)) for (const node of plant.under(place)) yield* atNodes.at(node);
    else for (const division of divisionsUnder(place)) yield* inDivisions.at(division);
  }

  function* upFrom(place: number): Generator<number> {
    for (let up = place; up >= 0; up = above(up)) yield up;
  }

  return {
    size: () => plant.size + codes.length,
    put({ index, area, node }) {
      atNodes.put(index, plant.find(node));
      inDivisions.put(index, divisionFor(area));
    },
    find(key) {
      const { kind, id } = scopeOf(key);
      return kind === 'node' ? plant.find(id) : (numbers.get(id) ?? -1);
    },
    keyOf,
    isNode,
    above,
    nodeOf: atNodes.placeOf,
    divisionOf: inDivisions.placeOf,
    devicesIn,
    holds(place, device) {
      let up = isNode(place) ? atNodes.placeOf(device) : inDivisions.placeOf(device);
      while (up > place) up = above(up);
      return up === place;
    },
    *around(device) {
      yield* upFrom(atNodes.placeOf(device));
      yield* upFrom(inDivisions.placeOf(device));
    },
    isCandidate(place) {
      if (isNode(place)) return true;
      return FOUND_DIGITS.has(codes[place - plant.size]?.length ?? 0) || watched.has(keyOf(place));
    },
    watch: (keys) => void (watched = new Set(keys)),
  };
}
