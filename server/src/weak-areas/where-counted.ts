import type { DeviceState } from '../core/device/state.ts';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { areaKey } from '../core/weak-area/area-hour.ts';
import type { DevicePlace } from '../series/port.ts';
import type { Site } from '../site/model.ts';

export interface WhereCountedParts {
  site: Pick<Site, 'divisions' | 'plant'>;
  chain(area: string): readonly string[];
  watched: ReadonlySet<AreaKey>;
}

/** Where a device counts: one object for all devices of a place. */
export interface WhereCounted {
  of(state: Pick<DeviceState, 'county' | 'area' | 'node'>): Omit<DevicePlace, 'device'>;
  isFor(watched: ReadonlySet<AreaKey>): boolean;
}

/** Places come from outside too: invented ones cost no more memory than this many. */
const MAX_KNOWN = 100_000;

/** Villages, townships and counties: a city has devices of several servers. And the watched nodes above it. */
export function createWhereCounted({ site, chain, watched }: WhereCountedParts): WhereCounted {
  const known = new Map<string, Omit<DevicePlace, 'device'>>();

  const isCounted = (code: string): boolean => site.divisions.get(code)?.level !== 'city';

  function* nodesAbove(node: string): Generator<AreaKey> {
    for (let at = site.plant.get(node); at; at = site.plant.get(at.parent ?? ''))
      yield areaKey({ kind: 'node', id: at.id });
  }

  return {
    of({ county, area, node }) {
      const name = `${county} ${area} ${node}`;
      const found = known.get(name);
      if (found) return found;
      const divisions = chain(area)
        .filter(isCounted)
        .map((id) => areaKey({ kind: 'area', id }));
      const nodes = [...nodesAbove(node)].filter((key) => watched.has(key));
      const place = { county, areas: [...divisions, ...nodes] };
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(name, place);
      return place;
    },
    isFor: (others) => others.size === watched.size && [...others].every((key) => watched.has(key)),
  };
}
