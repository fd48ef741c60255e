import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { Site, SiteDevice } from '../site/model.ts';

const VILLAGE_DIGITS = 12;
const TOWNSHIP_DIGITS = 9;
const COUNTY_DIGITS = 6;

/** As many devices as a village of a pilot has: enough for its parts to be told apart. */
const A_VILLAGE = 24;
const VILLAGES_A_TOWNSHIP = 4;
const TOWNSHIPS_A_COUNTY = 3;

/**
 * The same operator with `count` devices: some of its villages, whole, with the sites above them; and,
 * where that is not enough, more terminals at the nodes where there are some. The same numbers always
 * give the same site. Homes and people stay what they are in each village.
 */
export function scaleSite(site: Site, count: number): Site {
  const villages = groupBy(site.devices.values(), ({ area }) => area);
  const codes = [...villages.keys()].filter((area) => area.length === VILLAGE_DIGITS);
  const chosen = chooseVillages(codes, Math.min(codes.length, Math.max(1, Math.ceil(count / A_VILLAGE))));
  const above = sitesAbove(villages, chosen).slice(0, Math.floor(count / 4));
  const room = count - above.length;
  const devices = chosen.flatMap((code, i) => {
    const quota = Math.floor(((i + 1) * room) / chosen.length) - Math.floor((i * room) / chosen.length);
    return fillVillage(villages.get(code) ?? [], quota);
  });
  return { ...site, devices: new Map([...above, ...devices].map((row) => [row.id, row])) };
}

/** Villages of a few townships of several counties: an outage needs neighbours to be told from. */
function chooseVillages(codes: readonly string[], wanted: number): string[] {
  const townships = groupBy(codes, (code) => code.slice(0, TOWNSHIP_DIGITS));
  const counties = groupBy(townships.keys(), (code) => code.slice(0, COUNTY_DIGITS));
  const townshipsWanted = Math.max(4, Math.ceil(wanted / VILLAGES_A_TOWNSHIP));
  const countiesWanted = Math.max(2, Math.ceil(townshipsWanted / TOWNSHIPS_A_COUNTY));
  const someCounties = [...counties.values()].slice(0, countiesWanted);
  const someTownships = takeInTurn(someCounties, townshipsWanted);
  const chosen = takeInTurn(
    someTownships.map((code) => townships.get(code) ?? []),
    wanted,
  );
  if (chosen.length === wanted) return chosen;
  return [...chosen, ...codes.filter((code) => !chosen.includes(code)).slice(0, wanted - chosen.length)];
}

/** The first of each list, then the second of each, until there are enough. */
function takeInTurn<T>(lists: readonly (readonly T[])[], wanted: number): T[] {
  const taken: T[] = [];
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let i = 0; i < longest; i++) {
    for (const list of lists) if (i < list.length && taken.length < wanted) taken.push(list[i] as T);
  }
  return taken;
}

/** What is watched in the townships and counties of these villages, and above. */
function sitesAbove(groups: ReadonlyMap<string, SiteDevice[]>, chosen: readonly string[]): SiteDevice[] {
  const digits = [COUNTY_DIGITS, TOWNSHIP_DIGITS];
  const areas = new Set(chosen.flatMap((code) => digits.map((n) => code.slice(0, n))));
  return [...groups].flatMap(([area, devices]) => (areas.has(area) ? devices : []));
}

/** `quota` devices of a village: its own, terminals first, and copies of its terminals. */
function fillVillage(devices: readonly SiteDevice[], quota: number): SiteDevice[] {
  const isTerminal = (row: SiteDevice): boolean => !DEVICE_CLASSES[row.class].aloneMatters;
  const terminals = devices.filter(isTerminal);
  const kept = [...terminals, ...devices.filter((row) => !isTerminal(row))].slice(0, quota);
  const sources = terminals.length > 0 ? terminals : devices;
  const copies = Array.from({ length: Math.max(0, quota - kept.length) }, (_, i) =>
    copyOf(sources[i % sources.length] as SiteDevice, Math.floor(i / sources.length) + 2),
  );
  return shareHomes([...kept, ...copies]);
}

const copyOf = (row: SiteDevice, number: number): SiteDevice => ({
  ...row,
  id: `${row.id}-c${number}`,
  name: `${row.name}(${number})`,
});

/** Copies do not multiply people: what one stood for, it and its copies share. */
function shareHomes(rows: SiteDevice[]): SiteDevice[] {
  const families = groupBy(rows, ({ id }) => id.replace(/-c\d+$/, ''));
  return [...families.values()].flatMap((family) =>
    family.map((row, i) => ({
      ...row,
      homes: share(row.homes, i, family.length),
      population: share(row.population, i, family.length),
    })),
  );
}

/** The part of `count` for number `i` of `parts`; the parts add up to it. */
const share = (count: number | undefined, i: number, parts: number): number | undefined =>
  count === undefined ? undefined : Math.floor(((i + 1) * count) / parts) - Math.floor((i * count) / parts);

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
