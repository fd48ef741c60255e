import type { AreaScope } from '@fengsui/config/contract';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import type { Regions } from '../regions/regions.ts';
import type { Site } from '../site/model.ts';

/** What is known of divisions and nodes. */
export interface KnownScopes {
  has(scope: AreaScope): boolean;
  /** The division that it is, or that its node stands in; '' where nobody knows. */
  area(scope: AreaScope): string;
  /** What hours are kept of, added up: of a city its counties. */
  parts(scope: AreaScope): AreaKey[];
}

export interface WorkPlaces extends KnownScopes {
  /** Whether `inner` is `outer`, or lies in it, or below it. */
  holds(outer: AreaScope, inner: AreaScope): boolean;
}

export interface WorkPlacesParts {
  scopes: KnownScopes;
  site: Pick<Site, 'plant'>;
  regions: Pick<Regions, 'contains'>;
}

export function createWorkPlaces({ scopes, site: { plant }, regions }: WorkPlacesParts): WorkPlaces {
  function isBelow(id: string, above: string): boolean {
    for (let node = plant.get(id); node; node = plant.get(node.parent ?? ''))
      if (node.id === above) return true;
    return false;
  }

  return {
    ...{ has: scopes.has, area: scopes.area, parts: scopes.parts },
    holds: (outer, inner) =>
      outer.kind === 'area'
        ? regions.contains(outer.id, scopes.area(inner))
        : inner.kind === 'node' && isBelow(inner.id, outer.id),
  };
}
