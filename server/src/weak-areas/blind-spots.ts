import type { BlindSpot, RegionView } from '@fengsui/config/contract';
import type { Tally } from '../core/fleet/tally.ts';
import type { Division, Site } from '../site/model.ts';
import type { DeviceIndex } from './device-index.ts';
import type { Scopes } from './scopes.ts';

/** Villages with people of which nothing is known. */
export interface BlindSpots {
  /** Of a region; those with most people first, then those of whom nobody knows, in order of their codes. */
  in(region: string): { items: BlindSpot[]; villages: number; blind: number };
  /** How many there are, counted anew once a minute. */
  counts(region: string): NonNullable<RegionView['blind']>;
}

export interface BlindSpotsParts {
  site: Pick<Site, 'divisions' | 'devices'>;
  /** The division of an area and all above it, nearest first. */
  chain(area: string): readonly string[];
  tally: Pick<Tally, 'count'>;
  devices: DeviceIndex;
  scopes: Pick<Scopes, 'above'>;
  clock: { now(): number };
}

type Why = BlindSpot['why'];
type Seen = { why: Why | null; lastSeenAt: number | null };

/** Nothing heard for so long: nothing is known any more. */
const SILENT_AFTER_MS = 24 * 3_600_000;
const COUNT_EVERY_MS = 60_000;
const NOTHING = { villages: 0, blind: 0 };

export function createBlindSpots(parts: BlindSpotsParts): BlindSpots {
  const { site, chain, tally, devices, scopes, clock } = parts;
  // A village that is known to be empty is no blind spot.
  const villages = [...site.divisions.values()].filter(
    ({ level, population }) => level === 'village' && population !== 0,
  );
  const named = devicesByVillage(site, chain);
  let countedAt = -Infinity;
  let counts = new Map<string, { villages: number; blind: number }>();

  /** The tally says it of most of them; only where nobody is online, each of the few there is asked. */
  function seen(code: string): Seen {
    const { devices: links, heard } = tally.count(code);
    const there = Object.values(links).reduce((sum, n) => sum + n, 0);
    if (there === 0) return { why: 'no_probe', lastSeenAt: null };
    if (heard === 0) return { why: 'never_heard', lastSeenAt: null };
    if (links.ONLINE > 0) return { why: null, lastSeenAt: null };
    let last = 0;
    for (const { lastSeenAt } of devices.at(code)) last = Math.max(last, lastSeenAt ?? 0);
    const isSeen = clock.now() - last < SILENT_AFTER_MS;
    return { why: isSeen ? null : 'silent', lastSeenAt: last > 0 ? last : null };
  }

  function spot({ code, name, population, households }: Division): BlindSpot[] {
    const { why, lastSeenAt } = seen(code);
    if (why === null) return [];
    const areas = scopes.above({ kind: 'area', id: code });
    const own = { code, name, areas, population: population ?? null, households: households ?? null };
    return [{ ...own, why, devices: named.get(code) ?? 0, lastSeenAt }];
  }

  function count(): void {
    counts = new Map();
    for (const { code } of villages) {
      const isBlind = seen(code).why !== null;
      for (const above of chain(code)) {
        const known = counts.get(above) ?? NOTHING;
        counts.set(above, { villages: known.villages + 1, blind: known.blind + (isBlind ? 1 : 0) });
      }
    }
  }

  return {
    in(region) {
      const own = villages.filter(({ code }) => chain(code).includes(region));
      const items = own.flatMap(spot).sort(mostPeopleFirst);
      return { items, villages: own.length, blind: items.length };
    },
    counts(region) {
      if (clock.now() - countedAt >= COUNT_EVERY_MS) {
        countedAt = clock.now();
        count();
      }
      return counts.get(region) ?? NOTHING;
    },
  };
}

function devicesByVillage(
  { devices }: Pick<Site, 'devices'>,
  chain: BlindSpotsParts['chain'],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { area } of devices.values()) {
    const home = chain(area)[0] ?? '';
    counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  return counts;
}

function mostPeopleFirst(a: BlindSpot, b: BlindSpot): number {
  return (b.population ?? -1) - (a.population ?? -1) || (a.code < b.code ? -1 : 1);
}
