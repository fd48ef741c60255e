import type { RegionView } from '@fengsui/config/contract';
import type { Tally } from '../core/fleet/tally.ts';
import type { Site } from '../site/model.ts';

/** The divisions of a site, with what the tally counts in each. */
export interface Regions {
  readonly top: string;
  has(code: string): boolean;
  /** The region itself and the divisions right below it. */
  view(code: string): { region: RegionView; children: RegionView[] };
  contains(region: string, area: string): boolean;
}

/** @param blind villages of a region of which nothing is known; asked with every view */
export function createRegions(
  site: Site,
  chain: (area: string) => readonly string[],
  tally: Tally,
  blind?: (code: string) => NonNullable<RegionView['blind']>,
): Regions {
  function one(code: string): RegionView {
    const division = site.divisions.get(code);
    const { devices, heard } = tally.count(code);
    return {
      code,
      parent: division?.parent ?? '',
      level: division?.level ?? '',
      name: division?.name ?? code,
      population: division?.population ?? null,
      devices: { ...devices },
      heard,
      ...(blind && { blind: blind(code) }),
    };
  }

  return {
    top: site.top,
    has: (code) => site.divisions.has(code),
    view: (code) => ({
      region: one(code),
      children: (site.children.get(code) ?? []).map(one),
    }),
    contains: (region, area) => region === site.top || chain(area).includes(region),
  };
}

/** The division of an area and all above it, nearest first; computed once an area. */
export function createChain(divisions: Site['divisions']): (area: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (area) => {
    const found = known.get(area);
    if (found) return found;
    const chain = climb(divisions, area);
    if (known.size < MAX_KNOWN) known.set(area, chain);
    return chain;
  };
}

/** Areas come from outside too: invented ones cost no more memory than this many. */
const MAX_KNOWN = 100_000;

function climb(divisions: Site['divisions'], area: string): readonly string[] {
  const chain: string[] = [];
  let code: string | undefined = [area, area.slice(0, 9), area.slice(0, 6)].find((part) =>
    divisions.has(part),
  );
  while (code !== undefined && divisions.has(code) && !chain.includes(code)) {
    chain.push(code);
    code = divisions.get(code)?.parent;
  }
  return chain;
}
