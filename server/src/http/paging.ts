import type { OutboxMessage, PageFact, PageItem, PagesQuery, PagingLine } from '@fengsui/config/contract';
import {
  IncidentPaging,
  MAX_NAMED_INCIDENTS,
  MAX_TIMELINE,
  PagesAnswer,
  PagesQuery as PagesQuerySchema,
} from '@fengsui/config/contract';
import { z } from 'zod';
import { decisionWords, verdictWords } from '../core/paging/sentences.ts';
import type { DeskLedger } from '../ledger/desk/port.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface PagingParts {
  ledger: Pick<DeskLedger, 'handled' | 'messages'>;
  /** Whether there is an incident by this id. */
  isIncident(id: string): boolean;
  /** A time as people of the site write it. */
  localTime(at: number): string;
}

export function pagingRoutes(parts: PagingParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/incidents/{id}/paging',
      summary: 'Why somebody was, or was not, called about an incident: what every stage said, as sentences',
      params: z.object({ id: z.string().min(1).max(64) }),
      query: z.strictObject({}),
      answer: IncidentPaging,
      statuses: [404],
      run: ({ params: { id } }) => ({ body: { id, items: pagingOf(parts, id) } }),
    }),
    route({
      method: 'get',
      path: '/pages',
      summary:
        'Messages to people, newest first: to whom, about what, by which channels, and whether they went out',
      params: z.strictObject({}),
      query: PagesQuerySchema,
      answer: PagesAnswer,
      run: ({ query }) => ({ body: { items: messagesOf(parts, query).map(itemOf) } }),
    }),
  ];
}

function pagingOf({ ledger, isIncident, localTime }: PagingParts, id: string): PagingLine[] {
  if (!isIncident(id)) throw new HttpProblem(404, `There is no incident ${id}.`);
  const facts = ledger.handled(id, MAX_TIMELINE).filter((fact) => fact.kind === 'page');
  return facts.map((fact) => lineOf(fact, localTime));
}

function lineOf(fact: PageFact, localTime: (at: number) => string): PagingLine {
  const { kind: _, verdicts, ...rest } = fact;
  return {
    ...rest,
    words: decisionWords(fact, localTime),
    verdicts: verdicts.map((verdict) => ({ ...verdict, words: verdictWords(verdict, localTime) })),
  };
}

function messagesOf(
  { ledger }: PagingParts,
  { person, state, from, to, limit }: PagesQuery,
): OutboxMessage[] {
  return ledger.messages({
    limit,
    ...(person !== undefined && { person }),
    ...(state !== undefined && { state }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
}

/** Addresses are people's own and may open a channel to whoever knows them: they stay here. */
function itemOf({ ways, incidents, ...message }: OutboxMessage): PageItem {
  return {
    ...message,
    channels: ways.map(({ channel }) => channel),
    incidents: incidents.slice(0, MAX_NAMED_INCIDENTS),
    incidentCount: incidents.length,
  };
}
