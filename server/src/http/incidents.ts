import type { Incident, IncidentChange, IncidentItem } from '@fengsui/config/contract';
import { IncidentDetail, IncidentListQuery, IncidentPage, MAX_TIMELINE } from '@fengsui/config/contract';
import { z } from 'zod';
import type { IncidentPosition, IncidentQuery, Ledger } from '../ledger/port.ts';
import type { PlaceOf } from '../regions/incident-place.ts';
import { concerns, wordsOf } from '../regions/incident-place.ts';
import type { Regions } from '../regions/regions.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface IncidentParts {
  /** Those that are open, or have recovered and may come back. */
  open: () => readonly Incident[];
  ledger: Pick<Ledger, 'incidents' | 'incident' | 'timeline'>;
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
      summary: 'An incident with its evidence and its timeline; nobody owns it and no clocks run yet',
      params: z.object({ id: z.string().min(1).max(64) }),
      query: z.strictObject({}),
      answer: IncidentDetail,
      statuses: [404],
      run: ({ params }) => ({ body: detail(parts, params.id) }),
    }),
  ];
}

function detail({ open, ledger, placeOf }: IncidentParts, id: string): IncidentDetail {
  const incident = open().find((one) => one.id === id) ?? ledger.incident(id);
  if (!incident) throw new HttpProblem(404, `There is no incident ${id}.`);
  const timeline = ledger.timeline(id, MAX_TIMELINE);
  const item = itemOf(incident, placeOf);
  return { ...item, change: timeline.at(-1)?.change ?? item.change, timeline };
}

const IS_OVER = ['closed', 'merged'] as const;

/** The cursor is the place of the last one given, which never changes: pages stay right while incidents come. */
function page(parts: IncidentParts, query: IncidentListQuery): IncidentPage {
  const { state, limit } = query;
  const { wanted, isWanted } = filterOf(query, parts.regions);
  const live = state === 'closed' ? [] : parts.open().filter(isWanted);
  const known = new Set(live.map(({ id }) => id));
  const states = state === 'closed' ? { states: IS_OVER } : {};
  const asked = { ...wanted, ...states, limit: limit + live.length + 1 };
  const kept = state === 'open' ? [] : parts.ledger.incidents(asked).filter(({ id }) => !known.has(id));
  const found = [...live, ...kept].sort(newestFirst);
  const items = found.slice(0, limit).map((incident) => itemOf(incident, parts.placeOf));
  const last = items.at(-1);
  return found.length > items.length && last ? { items, next: `${last.openedAt}_${last.id}` } : { items };
}

/** The same question twice: to the ledger, and of incidents in hand. */
function filterOf(
  { region, type, from, to, cursor }: IncidentListQuery,
  { contains }: IncidentParts['regions'],
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

function itemOf(incident: Incident, placeOf: PlaceOf): IncidentItem {
  return {
    ...incident,
    at: incident.updatedAt,
    kind: 'incident',
    change: lastChange(incident),
    detectedAt: incident.openedAt,
    place: placeOf(incident),
    words: wordsOf(incident.because),
    owner: null,
    clocks: [],
  };
}

/** As far as the incident itself shows it; its timeline knows better. */
function lastChange({ state, updatedAt, openedAt }: Incident): IncidentChange {
  if (state !== 'open') return state;
  return updatedAt > openedAt ? 'updated' : 'opened';
}
