import type { RegionView } from '@fengsui/config/contract';
import { ENOUGH, tally, troubled } from './tally.ts';
import type { Tally } from './tally.ts';

/** What a passer-by must know first. */
export type Verdict =
  | { kind: 'none' }
  | { kind: 'blind'; counts: Tally }
  | { kind: 'troubled'; counts: Tally; places: readonly Place[]; morePlaces: number }
  | { kind: 'few'; counts: Tally }
  | { kind: 'calm'; counts: Tally }
  | { kind: 'quiet'; counts: Tally };

export interface Place {
  name: string;
  count: number;
}

const MAX_PLACES = 3;

export function judge(region: RegionView, children: readonly RegionView[]): Verdict {
  const counts = tally(region);
  if (counts.heard === 0) return { kind: 'none' };
  if (counts.blind * 2 >= counts.heard) return { kind: 'blind', counts };
  if (troubled(counts) > 0) return { kind: 'troubled', counts, ...placesOf(children) };
  if (counts.blind > 0) return { kind: 'blind', counts };
  if (counts.heard < ENOUGH) return { kind: 'few', counts };
  return { kind: counts.online === counts.heard ? 'calm' : 'quiet', counts };
}

function placesOf(children: readonly RegionView[]): { places: Place[]; morePlaces: number } {
  const places = children
    .map((child) => ({ name: child.name, counts: tally(child) }))
    .filter(({ counts }) => troubled(counts) > 0)
    .sort((a, b) => b.counts.offline - a.counts.offline || b.counts.suspect - a.counts.suspect)
    .map(({ name, counts }) => ({ name, count: troubled(counts) }));
  return { places: places.slice(0, MAX_PLACES), morePlaces: Math.max(0, places.length - MAX_PLACES) };
}
