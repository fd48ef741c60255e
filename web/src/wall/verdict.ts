import type { IncidentView, RegionView } from '@fengsui/config/contract';
import type { SeverityCount } from './incident-order.ts';
import { isTrouble } from './incident-order.ts';
import { ENOUGH, tally, troubled } from './tally.ts';
import type { Tally } from './tally.ts';

/** What of the incidents a passer-by must know. */
export interface OpenIncidents {
  /** Of everything that is open, the worst severity first. */
  counts: readonly SeverityCount[];
  /** The first of the list. */
  first: IncidentView | undefined;
}

/** What a passer-by must know first. */
export type Verdict =
  | { kind: 'none' }
  | { kind: 'blind'; counts: Tally; known: readonly SeverityCount[] }
  | { kind: 'incidents'; known: readonly SeverityCount[]; first: IncidentView | undefined }
  | { kind: 'away'; counts: Tally }
  | { kind: 'few'; counts: Tally }
  | { kind: 'calm'; counts: Tally }
  | { kind: 'quiet'; counts: Tally };

/** Incidents decide whether something is wrong; devices that are away without one are ordinary life. */
export function judge(region: RegionView, incidents: OpenIncidents): Verdict {
  const counts = tally(region);
  const known = incidents.counts.filter(isTrouble);
  const isBlind = counts.blind > 0 && counts.blind * 2 >= counts.heard;
  if (isBlind) return { kind: 'blind', counts, known };
  if (known.length > 0) return { kind: 'incidents', known, first: incidents.first };
  if (counts.heard === 0) return { kind: 'none' };
  if (counts.blind > 0) return { kind: 'blind', counts, known };
  if (troubled(counts) > 0) return { kind: 'away', counts };
  if (counts.heard < ENOUGH) return { kind: 'few', counts };
  return { kind: counts.online === counts.heard ? 'calm' : 'quiet', counts };
}
