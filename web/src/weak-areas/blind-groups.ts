import type { BlindSpot } from '@fengsui/config/contract';

type Why = BlindSpot['why'];

/** The villages of a township of which nothing is known. */
export interface BlindGroup {
  code: string;
  name: string;
  /** The division above the township; '' where there is none. */
  county: string;
  countyCode: string;
  villages: readonly BlindSpot[];
  /** The same by why nothing is known, what somebody can mend at once first. */
  parts: readonly { why: Why; villages: readonly BlindSpot[] }[];
  /** Of the villages whose people are known. */
  people: number;
}

const WHYS: readonly Why[] = ['silent', 'never_heard', 'no_probe'];

/** By township, those with the most people first, for there the most is unseen. */
export function blindGroups(spots: readonly BlindSpot[]): BlindGroup[] {
  const byTown = new Map<string, BlindSpot[]>();
  for (const spot of spots) {
    const code = spot.areas[0]?.code ?? spot.code;
    const known = byTown.get(code);
    if (known) known.push(spot);
    else byTown.set(code, [spot]);
  }
  return [...byTown].map(([code, villages]) => groupOf(code, villages)).sort(mostFirst);
}

function groupOf(code: string, spots: BlindSpot[]): BlindGroup {
  const [town, county] = spots[0]?.areas ?? [];
  const villages = spots.toSorted(
    (a, b) => (b.population ?? 0) - (a.population ?? 0) || (a.code < b.code ? -1 : 1),
  );
  return {
    code,
    name: town?.name ?? code,
    county: county?.name ?? '',
    countyCode: county?.code ?? '',
    villages,
    parts: WHYS.map((why) => ({ why, villages: villages.filter((one) => one.why === why) })).filter(
      (part) => part.villages.length > 0,
    ),
    people: villages.reduce((sum, { population }) => sum + (population ?? 0), 0),
  };
}

const mostFirst = (a: BlindGroup, b: BlindGroup): number =>
  b.people - a.people || b.villages.length - a.villages.length || (a.code < b.code ? -1 : 1);
