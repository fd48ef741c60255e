import type { IncidentView } from '@fengsui/config/contract';
import { Severity } from '@fengsui/config/contract';
import type { MapMark } from '../charts/map-marks.ts';
import { isTrouble } from './incident-order.ts';

/** Open incidents that have a place, but for those that are only there to be looked up. */
export function mapMarks(incidents: readonly IncidentView[]): MapMark[] {
  return incidents.flatMap(({ id, state, severity, place: { lon, lat } }) =>
    state === 'open' && isTrouble({ severity }) && lon !== null && lat !== null
      ? [{ id, lon, lat, severity }]
      : [],
  );
}

export interface RegionTrouble {
  worst: Severity;
  count: number;
}

/** What is open in each division, those above it included; what is only to be looked up is no trouble. */
export function troubleByRegion(incidents: readonly IncidentView[]): ReadonlyMap<string, RegionTrouble> {
  const found = new Map<string, RegionTrouble>();
  for (const { state, severity, place } of incidents) {
    if (state !== 'open' || !isTrouble({ severity })) continue;
    for (const { code } of place.areas) {
      const before = found.get(code);
      const worst = before && isWorse(before.worst, severity) ? before.worst : severity;
      found.set(code, { worst, count: (before?.count ?? 0) + 1 });
    }
  }
  return found;
}

const isWorse = (a: Severity, b: Severity): boolean =>
  Severity.options.indexOf(a) < Severity.options.indexOf(b);
