import type { Incident, IncidentFact } from '@fengsui/config/contract';
import type { CountyRows } from '../county/port.ts';
import type { Checkpoint, IncidentPosition, IncidentQuery, Ledger } from '../port.ts';

export interface MemoryIncidents extends Pick<Ledger, 'incidents' | 'incident' | 'timeline' | 'parts'> {
  put(changed: Pick<Checkpoint, 'incidents' | 'incidentFacts' | 'parts'>): void;
  county(code: string): Pick<CountyRows, 'incidents' | 'incidentFacts'>;
  removeCounty(code: string): void;
}

/** Incidents, their timelines and what the core's parts kept, as texts: nobody can change them from outside. */
export function createMemoryIncidents(): MemoryIncidents {
  const incidents = new Map<string, string>();
  const timelines = new Map<string, Map<string, string>>();
  const parts = new Map<string, string>();

  const idsOf = (county: string): string[] =>
    [...incidents.keys()].filter((id) => toIncident(incidents.get(id) ?? '').area.startsWith(county)).sort();

  return {
    county(code) {
      const ids = idsOf(code);
      return {
        incidents: ids.map((id) => toIncident(incidents.get(id) ?? '')),
        incidentFacts: ids.flatMap((id) => [...(timelines.get(id)?.values() ?? [])].map(toFact)),
      };
    },
    removeCounty(code) {
      for (const id of idsOf(code)) {
        incidents.delete(id);
        timelines.delete(id);
      }
    },
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
      return texts.slice(Math.max(0, texts.length - limit)).map(toFact);
    },
    parts: () => Object.fromEntries(parts),
  };
}

const toIncident = (text: string): Incident => JSON.parse(text) as Incident;
const toFact = (text: string): IncidentFact => JSON.parse(text) as IncidentFact;

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
