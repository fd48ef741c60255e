import type { DeviceClassName } from '@fengsui/config/contract';
import type { Site } from '../../site/model.ts';
import type { SimulatedFleet } from './fleet.ts';
import { hashText, mix, shuffled } from './random.ts';

/** A node of the plant, found by rule: of one of these kinds, with so many devices at or under it. */
export interface NodePlace {
  kind: readonly string[];
  atLeast: number;
  /** Counts these classes only, for `atLeast`. */
  counting?: readonly DeviceClassName[];
  /** Places that it must not overlap with: none of their devices is under it. */
  apartFrom?: readonly string[];
}

/** Some devices of another place, or of everywhere. */
export interface DevicePlace {
  in: string;
  class?: readonly DeviceClassName[];
  /** A share of 1 of those that fit, or a number of them; without both, all. */
  share?: number;
  count?: number;
  /** Devices of these places are left out. */
  but?: readonly string[];
}

export type Place = NodePlace | DevicePlace;

/** Where a scenario plays on this site. */
export interface FoundPlace {
  /** Of a node. */
  node?: string;
  devices: readonly number[];
}

export type FoundPlaces = ReadonlyMap<string, FoundPlace>;

/** All devices, without looking. */
const EVERYWHERE = 'everywhere';

/** Some place of a scenario is nowhere on this site. */
export class NoSuchPlace extends Error {}

/**
 * Finds every place, in the order of their names in `places`: a place may speak of earlier ones. The same
 * site and seed give the same places; another seed gives others where there are several.
 */
export function findPlaces(
  site: Pick<Site, 'plant'>,
  fleet: SimulatedFleet,
  places: Readonly<Record<string, Place>>,
  seed: number,
): FoundPlaces {
  const under = devicesUnder(site, fleet);
  const found = new Map<string, FoundPlace>([[EVERYWHERE, { devices: fleet.rows.map((_, i) => i) }]]);
  for (const [name, place] of Object.entries(places)) {
    const key = mix(hashText(name), seed);
    found.set(
      name,
      'in' in place
        ? pickDevices(place, fleet, found, key)
        : pickNode(name, place, { site, fleet, under, found, key }),
    );
  }
  return found;
}

interface Search {
  site: Pick<Site, 'plant'>;
  fleet: SimulatedFleet;
  under: ReadonlyMap<string, readonly number[]>;
  found: FoundPlaces;
  key: number;
}

function pickNode(name: string, place: NodePlace, { site, fleet, under, found, key }: Search): FoundPlace {
  const taken = devicesOf(found, place.apartFrom);
  const counts = (device: number): boolean => {
    const row = fleet.rows[device];
    return row !== undefined && (place.counting?.includes(row.class) ?? true);
  };
  const fits = [...site.plant.values()].filter(({ id, kind }) => {
    const devices = under.get(id) ?? [];
    return (
      place.kind.includes(kind) &&
      devices.filter(counts).length >= place.atLeast &&
      !devices.some((device) => taken.has(device))
    );
  });
  const node = fits[key % Math.max(1, fits.length)];
  if (!node) throw new NoSuchPlace(`${name}: no ${place.kind.join(' or ')} with ${place.atLeast} devices`);
  return { node: node.id, devices: under.get(node.id) ?? [] };
}

function pickDevices(place: DevicePlace, fleet: SimulatedFleet, found: FoundPlaces, key: number): FoundPlace {
  const left = devicesOf(found, place.but);
  const pool = (found.get(place.in)?.devices ?? []).filter((device) => {
    const row = fleet.rows[device];
    return row !== undefined && !left.has(device) && (place.class?.includes(row.class) ?? true);
  });
  const wanted = place.count ?? Math.round(pool.length * (place.share ?? 1));
  if (place.count !== undefined && pool.length < place.count) {
    throw new NoSuchPlace(`${place.count} devices in ${place.in}: there are ${pool.length}`);
  }
  return { devices: wanted >= pool.length ? pool : shuffled(pool, key).slice(0, wanted) };
}

function devicesOf(found: FoundPlaces, names: readonly string[] = []): Set<number> {
  return new Set(names.flatMap((name) => found.get(name)?.devices ?? []));
}

/** By node: the indexes of the devices at it and under it. */
export function devicesUnder(site: Pick<Site, 'plant'>, fleet: SimulatedFleet): Map<string, number[]> {
  const under = new Map<string, number[]>();
  fleet.rows.forEach((row, device) => {
    for (
      let at = site.plant.get(row.node);
      at;
      at = at.parent === undefined ? undefined : site.plant.get(at.parent)
    ) {
      const list = under.get(at.id);
      if (list) list.push(device);
      else under.set(at.id, [device]);
    }
  });
  return under;
}
