import type { Incident, IncidentCounts, IncidentView } from '@fengsui/config/contract';
import { MAX_LIVE_INCIDENTS, Severity } from '@fengsui/config/contract';
import { wordsOf } from '../core/incident/words-of.ts';
import type { PlaceOf } from '../regions/incident-place.ts';
import { concerns } from '../regions/incident-place.ts';

export interface IncidentList {
  shown: IncidentView[];
  counts: IncidentCounts;
}

export interface IncidentListParts {
  /** Those that are open, or have recovered and may come back. */
  incidents: () => readonly Incident[];
  placeOf: PlaceOf;
  contains: (region: string, area: string) => boolean;
}

/** What a viewer of a region sees of the incidents: all of them counted, the most severe of them listed. */
export function createIncidentLists({ incidents, placeOf, contains }: IncidentListParts) {
  return (region: string): IncidentList => {
    const own = incidents().filter((incident) => concerns(region, incident, contains));
    const shown = [...own].sort(worstFirst).slice(0, MAX_LIVE_INCIDENTS);
    return {
      shown: shown.map((incident) => incidentView(incident, placeOf)),
      counts: countsOf(own, own.length - shown.length),
    };
  };
}

function incidentView({ because, ...incident }: Incident, placeOf: PlaceOf): IncidentView {
  return {
    ...incident,
    place: placeOf(incident),
    words: wordsOf(because),
    strength: strengthOf(because),
  };
}

function strengthOf({ likelihood, needed }: Incident['because']): IncidentView['strength'] {
  const isMeasured = typeof likelihood === 'number' && typeof needed === 'number' && needed > 0;
  return isMeasured ? { reached: likelihood, needed } : null;
}

const RANK = new Map(Severity.options.map((severity, rank) => [severity, rank]));
const rankOf = ({ severity }: Incident): number => RANK.get(severity) ?? RANK.size;
const isOpen = ({ state }: Incident): boolean => state === 'open';

function worstFirst(a: Incident, b: Incident): number {
  if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
  return rankOf(a) - rankOf(b) || b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1);
}

function countsOf(own: readonly Incident[], leftOut: number): IncidentCounts {
  const open: IncidentCounts['open'] = { critical: 0, major: 0, minor: 0, warning: 0, info: 0 };
  let recovered = 0;
  for (const incident of own) {
    if (isOpen(incident)) open[incident.severity]++;
    else recovered++;
  }
  return { open, recovered, leftOut };
}
