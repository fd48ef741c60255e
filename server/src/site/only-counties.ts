import type { Boundaries } from '@fengsui/config/contract';
import type { PlantNode, Site } from './model.ts';
import { ancestorsOf } from './queries.ts';

const COUNTY_DIGITS = 6;

/** The county of an area: the first six digits; the top division's own code where it stands above them. */
const countyOf = (area: string): string => area.slice(0, COUNTY_DIGITS);

/**
 * What one of several servers watches of a site: the devices of its counties, the plant that they hang
 * on up to the top, their divisions and what lies above those. A node of a neighbour that one of them
 * hangs on is there; its division is not.
 */
export function onlyCounties(site: Site, counties: readonly string[] | undefined): Site {
  if (counties === undefined) return site;
  const served = new Set(counties);
  const isServed = (area: string): boolean => served.has(countyOf(area));
  const divisions = divisionsOf(site, isServed);
  const devices = filterMap(site.devices, ({ area }) => isServed(area));
  const plant = plantOf(
    site,
    isServed,
    [...devices.values()].map(({ node }) => node),
  );
  return {
    ...site,
    divisions,
    children: childrenIn(site, divisions),
    plant,
    devices,
    weakAreas: filterMap(site.weakAreas, ({ area }) => isServed(area)),
    maintenance: site.maintenance.filter(({ scope: { kind, id } }) => {
      if (kind === 'device') return devices.has(id);
      return (kind === 'node' ? plant : divisions).has(id);
    }),
    boundaries: site.boundaries && boundariesOf(site.boundaries, divisions),
  };
}

function divisionsOf(site: Site, isServed: (area: string) => boolean): Site['divisions'] {
  const kept = new Set<string>([site.top]);
  for (const code of site.divisions.keys())
    if (isServed(code)) for (const above of ancestorsOf(site, code)) kept.add(above);
  return filterMap(site.divisions, ({ code }) => kept.has(code));
}

/** The nodes of the counties and those that their devices hang on, wherever they stand, up to the top. */
function plantOf(
  { plant }: Site,
  isServed: (area: string) => boolean,
  used: readonly string[],
): ReadonlyMap<string, PlantNode> {
  const kept = new Set<string>();
  const climb = (id: string | undefined): void => {
    for (let at = id; at !== undefined && !kept.has(at); at = plant.get(at)?.parent) kept.add(at);
  };
  for (const { id, area } of plant.values()) if (isServed(area)) climb(id);
  used.forEach(climb);
  return filterMap(plant, ({ id }) => kept.has(id));
}

function childrenIn(site: Site, divisions: Site['divisions']): Site['children'] {
  const children = new Map<string, readonly string[]>();
  for (const [parent, codes] of site.children) {
    const kept = codes.filter((code) => divisions.has(code));
    if (kept.length > 0) children.set(parent, kept);
  }
  return children;
}

function boundariesOf(boundaries: Boundaries, divisions: Site['divisions']): Boundaries {
  return {
    ...boundaries,
    features: boundaries.features.filter(({ properties: { code } }) => divisions.has(code)),
  };
}

function filterMap<T>(map: ReadonlyMap<string, T>, isKept: (value: T) => boolean): Map<string, T> {
  return new Map([...map].filter(([, value]) => isKept(value)));
}
