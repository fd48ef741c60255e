import type {
  Handling,
  Incident,
  IncidentChange,
  IncidentItem,
  TimelineLine,
} from '@fengsui/config/contract';
import { IncidentDetail, IncidentListQuery, IncidentPage, MAX_TIMELINE } from '@fengsui/config/contract';
import { z } from 'zod';
import type { IncidentPosition, IncidentQuery, Ledger } from '../ledger/port.ts';
import { wordsOf } from '../core/incident/words-of.ts';
import type { PlaceOf } from '../regions/incident-place.ts';
import { concerns } from '../regions/incident-place.ts';
import type { Regions } from '../regions/regions.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface IncidentParts {
  /** Those that somebody still has to do something about, or that may come back. */
  open: () => readonly Incident[];
  /** How far people have come with an incident. */
  handling: (incident: Incident) => Handling;
  ledger: Pick<Ledger, 'incidents' | 'incident' | 'timeline' | 'handled'>;
  regions: Pick<Regions, 'contains'>;
  placeOf: PlaceOf;
}

export function incidentRoutes(parts: IncidentParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/incidents',
      summary: 'Incidents by their time of opening, newest first, a page at a time',
      params: z.object({}),
      query: IncidentListQuery,
      answer: IncidentPage,
      run: ({ query }) => ({ body: page(parts, query) }),
    }),
    route({
      method: 'get',
      path: '/incidents/{id}',
      summary: 'An incident with its evidence, its owner, its service clocks and its timeline',
      params: z.object({ id: z.string().min(1).max(64) }),
      query: z.strictObject({}),
      answer: IncidentDetail,
      statuses: [404],
      run: ({ params }) => ({ body: incidentDetail(parts, params.id) }),
    }),
  ];
}

/** Throws the problem 404 where there is none. */
export function incidentOr404(
  { open, ledger }: Pick<IncidentParts, 'open' | 'ledger'>,
  id: string,
): Incident {
  const incident = open().find((one) => one.id === id) ?? ledger.incident(id);
  if (!incident) throw new HttpProblem(404, `There is no incident ${id}.`);
  return incident;
}

export function incidentDetail(parts: IncidentParts, id: string): IncidentDetail {
  const { ledger } = parts;
  const incident = incidentOr404(parts, id);
  const troubles = ledger.timeline(id, MAX_TIMELINE);
  const item = incidentItem(incident, parts);
  const timeline = inOrder(troubles, ledger.handled(id, MAX_TIMELINE));
  return { ...item, change: troubles.at(-1)?.change ?? item.change, timeline };
}

/** Of one instant, first what the trouble did. */
function inOrder(...lines: (readonly TimelineLine[])[]): TimelineLine[] {
  return lines.flat().sort((a, b) => a.at - b.at);
}

const IS_OVER = ['closed', 'merged'] as const;

/** The cursor is the place of the last one given, which never changes: pages stay right while incidents come. */
function page(parts: IncidentParts, query: IncidentListQuery): IncidentPage {
  const { state, limit } = query;
  const { wanted, isWanted } = filterOf(query, parts);
  const open = parts.open();
  const known = new Set(open.map(({ id }) => id));
  const live = state === 'closed' ? [] : open.filter(isWanted);
  const states = state === 'closed' ? { states: IS_OVER } : {};
  const asked = { ...wanted, ...states, limit: limit + open.length + 1 };
  // Whatever nobody has to do anything about any more is closed.
  const isOpenOnly = state === 'open' || (query.stage ?? 'closed') !== 'closed';
  const kept = isOpenOnly ? [] : parts.ledger.incidents(asked).filter(({ id }) => !known.has(id));
  const found = [...live, ...kept].sort(newestFirst);
  const items = found.slice(0, limit).map((incident) => incidentItem(incident, parts));
  const last = items.at(-1);
  const counts = query.counts && { counts: stageCounts(parts, query) };
  const next = found.length > items.length && last && { next: `${last.openedAt}_${last.id}` };
  return { items, ...next, ...counts };
}

function stageCounts(parts: IncidentParts, { cursor: _, stage: __, ...query }: IncidentListQuery) {
  const { isWanted } = filterOf(query, parts);
  const counts: NonNullable<IncidentPage['counts']> = {};
  for (const incident of parts.open().filter(isWanted)) {
    const { stage } = parts.handling(incident);
    if (stage !== 'closed') counts[stage] = (counts[stage] ?? 0) + 1;
  }
  return counts;
}

/** The same question twice: to the ledger, and of incidents in hand. */
function filterOf(
  { region, type, stage, from, to, cursor }: IncidentListQuery,
  { regions: { contains }, handling }: IncidentParts,
): { wanted: Omit<IncidentQuery, 'limit'>; isWanted: (incident: Incident) => boolean } {
  const after = cursor === undefined ? undefined : positionOf(cursor);
  // What lies nowhere is the platform's own, and concerns every region.
  const within = (area: string): boolean => region === undefined || area === '' || contains(region, area);
  return {
    wanted: {
      ...(type && { type }),
      ...(region !== undefined && { within }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(after && { after }),
    },
    isWanted: (incident) =>
      (type === undefined || incident.type === type) &&
      (stage === undefined || handling(incident).stage === stage) &&
      (region === undefined || concerns(region, incident, contains)) &&
      incident.openedAt >= (from ?? -Infinity) &&
      incident.openedAt < (to ?? Infinity) &&
      (after === undefined || newestFirst(after, incident) < 0),
  };
}

function positionOf(cursor: string): IncidentPosition {
  const [, openedAt, id] = /^(\d{1,16})_(.+)$/.exec(cursor) ?? [];
  if (openedAt !== undefined && id !== undefined) return { openedAt: Number(openedAt), id };
  throw new HttpProblem(400, 'The request does not fit; see errors.', [
    { path: 'cursor', message: 'is not one that was given here' },
  ]);
}

/** As the ledger orders them; below 0 where `a` comes first. */
function newestFirst(a: IncidentPosition, b: IncidentPosition): number {
  if (a.openedAt !== b.openedAt) return b.openedAt - a.openedAt;
  return a.id === b.id ? 0 : a.id > b.id ? -1 : 1;
}

function incidentItem(
  incident: Incident,
  { handling, placeOf }: Pick<IncidentParts, 'handling' | 'placeOf'>,
): IncidentItem {
  return {
    ...incident,
    ...handling(incident),
    at: incident.updatedAt,
    kind: 'incident',
    change: lastChange(incident),
    detectedAt: incident.openedAt,
    place: placeOf(incident),
    words: wordsOf(incident.because),
  };
}

/** As far as the incident itself shows it; its timeline knows better. */
function lastChange({ state, updatedAt, openedAt }: Incident): IncidentChange {
  if (state !== 'open') return state;
  return updatedAt > openedAt ? 'updated' : 'opened';
}
