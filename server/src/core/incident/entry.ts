import type { Incident, IncidentState } from '@fengsui/config/contract';
import type { Finding } from './finding.ts';
import type { FlapLog } from './flapping.ts';

/** What the book knows of one trouble. Plain data: it is kept as JSON. */
export interface Entry {
  id: string;
  finding: Finding;
  state: IncidentState;
  /** It was gone at this time, and is believed to be over when it has stayed so. */
  goneAt: number | null;
  openedAt: number;
  updatedAt: number;
  recoveredAt: number | null;
  closedAt: number | null;
  reopened: number;
  flaps: FlapLog;
  /** How often it went and came back. */
  flapCount: number;
  /** When to look at whether it flaps; null while that is not watched. */
  lookAt: number | null;
  /** Changes of figures that were not told yet. */
  isStale: boolean;
  /** The planned window that keeps it quiet: its id, and when it ends. */
  planned: { id: string; until: number; reason: string } | null;
  /** It went on after its planned window. */
  overrunSince: number | null;
}

export function newEntry(id: string, finding: Finding, at: number, planned: Entry['planned']): Entry {
  return {
    id,
    finding,
    state: 'open',
    goneAt: null,
    openedAt: at,
    updatedAt: at,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flaps: { looks: [], isFlapping: false },
    flapCount: 0,
    lookAt: null,
    isStale: false,
    planned,
    overrunSince: null,
  };
}

/** The incident as it is told: what the detector found, and what the book adds to it. */
export function incidentOf(entry: Entry): Incident {
  const { finding, planned, flaps, flapCount, overrunSince } = entry;
  const { type, scope, area, since, affected } = finding;
  return {
    id: entry.id,
    type,
    scope,
    area,
    since,
    severity: planned ? 'info' : finding.severity,
    cause: planned || overrunSince !== null ? 'PLANNED' : finding.cause,
    affected,
    because: {
      ...finding.because,
      ...(planned && { maintenance: { id: planned.id, until: planned.until, reason: planned.reason } }),
      ...(overrunSince !== null && { overrunSince }),
      ...(flapCount > 0 && { flaps: flapCount }),
    },
    state: entry.state,
    openedAt: entry.openedAt,
    updatedAt: entry.updatedAt,
    recoveredAt: entry.recoveredAt,
    closedAt: entry.closedAt,
    reopened: entry.reopened,
    flapping: flaps.isFlapping,
  };
}
