import type { Incident, IncidentFact } from '@fengsui/config/contract';
import type { Checkpoint, IncidentPosition, IncidentQuery, Ledger } from '../port.ts';

export interface MemoryIncidents extends Pick<Ledger, 'incidents' | 'incident' | 'timeline' | 'parts'> {
  put(checkpoint: Checkpoint): void;
}

/** Incidents, their timelines and what the core's parts kept, as texts: nobody can change them from outside. */
export function createMemoryIncidents(): MemoryIncidents {
  const incidents = new Map<string, string>();
  const timelines = new Map<string, Map<string, string>>();
  const parts = new Map<string, string>();

  return {
    put({ incidents: changed = [], incidentFacts = [], parts: kept = {} }) {
      for (const incident of changed) incidents.set(incident.id, JSON.stringify(incident));
      for (const fact of incidentFacts) {
        const timeline = timelines.get(fact.id) ?? new Map<string, string>();
        timelines.set(fact.id, timeline);
        const key = `${fact.at} ${fact.change}`;
        if (!timeline.has(key)) timeline.set(key, JSON.stringify(fact));
      }
      for (const [name, text] of Object.entries(kept)) parts.set(name, text);
    },
    incidents(query) {
      const all = [...incidents.values()].map(toIncident);
      return all
        .filter((incident) => isWanted(incident, query))
        .sort(newestFirst)
        .slice(0, query.limit);
    },
    incident(id) {
      const text = incidents.get(id);
      return text === undefined ? undefined : toIncident(text);
    },
    timeline(id, limit) {
      const texts = [...(timelines.get(id)?.values() ?? [])];
      return texts.slice(Math.max(0, texts.length - limit)).map((text) => JSON.parse(text) as IncidentFact);
    },
    parts: () => Object.fromEntries(parts),
  };
}

const toIncident = (text: string): Incident => JSON.parse(text) as Incident;

/** Less than 0 where `a` comes first. */
function newestFirst(a: IncidentPosition, b: IncidentPosition): number {
  if (a.openedAt !== b.openedAt) return b.openedAt - a.openedAt;
  return a.id === b.id ? 0 : a.id > b.id ? -1 : 1;
}

function isWanted(incident: Incident, { states, type, within, from, to, after }: IncidentQuery): boolean {
  const { openedAt, area } = incident;
  if (states && !states.includes(incident.state)) return false;
  if (type !== undefined && incident.type !== type) return false;
  if (within && !within(area)) return false;
  if (after && newestFirst(after, incident) >= 0) return false;
  return openedAt >= (from ?? -Infinity) && openedAt < (to ?? Infinity);
}
