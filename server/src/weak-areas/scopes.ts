import type { AreaScope } from '@fengsui/config/contract';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { areaKey } from '../core/weak-area/area-hour.ts';
import type { Site } from '../site/model.ts';

export interface NamedArea {
  code: string;
  name: string;
}

/** Divisions and nodes of the site, and what its files say of them. */
export interface Scopes {
  has(scope: AreaScope): boolean;
  /** What people call it; its id where nobody has named it. */
  name(scope: AreaScope): string;
  /** The division that it is, or that its node stands in; '' where nobody knows. */
  area(scope: AreaScope): string;
  /** Divisions above it, nearest first, without the site's top. */
  above(scope: AreaScope): NamedArea[];
  /**
   * People who live there: as the divisions' file says, else as the devices there add up to; null where
   * neither says anything.
   */
  people(scope: AreaScope): number | null;
  /**
   * What hours are kept of: a county and what lies below it are kept as they are, of a city its counties are,
   * for servers may share it.
   */
  parts(scope: AreaScope): AreaKey[];
}

export interface ScopesParts {
  site: Pick<Site, 'divisions' | 'children' | 'plant' | 'devices' | 'top'>;
  /** The division of an area and all above it, nearest first. */
  chain(area: string): readonly string[];
}

export function createScopes(parts: ScopesParts): Scopes {
  const { site, chain } = parts;
  const { divisions, plant } = site;
  const ofDevices = peopleOfDevices(parts);
  const nameOf = ({ kind, id }: AreaScope): string =>
    (kind === 'node' ? plant.get(id)?.name : divisions.get(id)?.name) || id;
  const areaOf = ({ kind, id }: AreaScope): string => (kind === 'area' ? id : (plant.get(id)?.area ?? ''));

  function partsOf(code: string): AreaKey[] {
    if (divisions.get(code)?.level !== 'city') return [`area:${code}`];
    return (site.children.get(code) ?? []).flatMap(partsOf);
  }

  return {
    has: ({ kind, id }) => (kind === 'node' ? plant : divisions).has(id),
    name: nameOf,
    area: areaOf,
    above: (scope) =>
      chain(areaOf(scope))
        .filter((code) => code !== site.top && (scope.kind === 'node' || code !== scope.id))
        .map((code) => ({ code, name: nameOf({ kind: 'area', id: code }) })),
    people(scope) {
      const told = scope.kind === 'area' ? divisions.get(scope.id)?.population : undefined;
      return told ?? ofDevices.get(areaKey(scope)) ?? null;
    },
    parts: (scope) => (scope.kind === 'node' ? [areaKey(scope)] : partsOf(scope.id)),
  };
}

/** What the devices' file adds up to, for every division and node above a device; nothing where that is nobody. */
function peopleOfDevices({ site: { devices, plant }, chain }: ScopesParts): ReadonlyMap<AreaKey, number> {
  const people = new Map<AreaKey, number>();
  for (const { area, node, population = 0 } of devices.values()) {
    if (population === 0) continue;
    const add = (key: AreaKey): void => void people.set(key, (people.get(key) ?? 0) + population);
    for (const code of chain(area)) add(`area:${code}`);
    for (let at = plant.get(node); at; at = plant.get(at.parent ?? '')) add(`node:${at.id}`);
  }
  return people;
}
