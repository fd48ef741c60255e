import type { Incident, IncidentChange, IncidentFact } from '@fengsui/config/contract';

type Told = Pick<Incident, 'id' | 'type' | 'scope' | 'severity' | 'cause' | 'affected' | 'because'>;

/** The fact that tells of a change of an incident as it stands now. */
export function factOf(incident: Told, change: IncidentChange, at: number): IncidentFact {
  const { id, type, scope, severity, cause, affected, because } = incident;
  return { at, kind: 'incident', change, id, type, scope, severity, cause, affected, because };
}
