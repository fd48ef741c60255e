import type { Actor, LevelAnswer, LevelQuery } from '@fengsui/config/contract';
import {
  CalendarBody,
  CalendarEntry,
  LevelAnswer as LevelAnswerSchema,
  LevelBody,
  LevelEnd,
  LevelEntry,
  LevelQuery as LevelQuerySchema,
  RecordId,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Regions } from '../regions/regions.ts';
import type { EndRefusal, LevelDesk } from '../warnings/level-desk.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface LevelParts {
  desk: LevelDesk;
  regions: Pick<Regions, 'top' | 'has' | 'contains'>;
  chain(area: string): readonly string[];
  clock: Pick<Clock, 'now'>;
  /** Whoever is named as having done it; throws where nobody is called so. Without a name, who signed in. */
  actorOf(by: string | undefined, signedIn: Actor): Actor;
}

const NOTHING = z.strictObject({});
const byId = z.strictObject({ id: RecordId });

export function levelRoutes(parts: LevelParts): Route[] {
  const { desk, actorOf } = parts;
  return [
    route({
      method: 'get',
      path: '/levels',
      summary: 'The response level of a region at a time, and what switched it on',
      params: NOTHING,
      query: LevelQuerySchema,
      answer: LevelAnswerSchema,
      statuses: [404],
      run: ({ query }) => ({ body: answer(parts, query) }),
    }),
    route({
      method: 'post',
      path: '/levels',
      summary: 'Switches a response level on for a region, by hand; no clock is changed by it',
      params: NOTHING,
      query: NOTHING,
      body: LevelBody,
      answer: LevelEntry,
      statuses: [404, 409],
      run: ({ body, actor }) => {
        regionOr404(parts, body.region);
        const entry = desk.switchOn(body, actorOf(body.by, actor));
        if (entry === 'past') throw pastTimes();
        if (entry === 'full') throw new HttpProblem(409, 'Too many levels are switched on; end some first.');
        return { body: entry, status: 201 };
      },
    }),
    route({
      method: 'post',
      path: '/levels/{id}/end',
      summary: 'Ends what was switched on by hand or by a warning; all of a warning ends together',
      params: z.strictObject({ id: z.string().min(1).max(128) }),
      query: NOTHING,
      body: LevelEnd,
      answer: LevelEntry,
      statuses: [404, 409],
      run: ({ params, body, actor }) => ({
        body: endedOr409(desk.end(params.id, actorOf(body.by, actor)), params.id),
      }),
    }),
    ...calendarRoutes(parts),
  ];
}

function calendarRoutes(parts: LevelParts): Route[] {
  const { desk, actorOf } = parts;
  const entryOr404 = (id: string): CalendarEntry => {
    const entry = desk.calendar().find((one) => one.id === id);
    if (!entry) throw new HttpProblem(404, `There is no entry ${id} in the calendar.`);
    return entry;
  };
  const head = { params: byId, query: NOTHING, answer: CalendarEntry, statuses: [404] };
  return [
    route({
      method: 'get',
      path: '/calendar',
      summary: 'The days on which a calendar switches response levels on',
      params: NOTHING,
      query: NOTHING,
      answer: z.object({ items: z.array(CalendarEntry) }),
      run: () => ({ body: { items: desk.calendar() } }),
    }),
    route({
      ...head,
      method: 'get',
      path: '/calendar/{id}',
      summary: 'One entry of the calendar',
      run: ({ params }) => ({ body: entryOr404(params.id) }),
    }),
    route({
      ...head,
      method: 'put',
      path: '/calendar/{id}',
      summary: 'Sets an entry of the calendar: days of the site, or the same days each year',
      body: CalendarBody,
      statuses: [404, 409],
      run: ({ params: { id }, body: { by, ...days }, actor }) => {
        regionOr404(parts, days.region);
        if (desk.setCalendar({ id, ...days }, actorOf(by, actor)) === 'full')
          throw new HttpProblem(409, 'The calendar is full; take an entry away first.');
        return { body: entryOr404(id) };
      },
    }),
    route({
      ...head,
      method: 'delete',
      path: '/calendar/{id}',
      summary: 'Takes an entry out of the calendar; answers what it was',
      run: ({ params: { id }, actor }) => {
        const entry = entryOr404(id);
        desk.dropCalendar(id, actor);
        return { body: entry };
      },
    }),
  ];
}

function answer(
  parts: LevelParts,
  { region = parts.regions.top, at = parts.clock.now() }: LevelQuery,
): LevelAnswer {
  regionOr404(parts, region);
  const levels = parts.desk.levels(at);
  const found = levels.levelAt(parts.chain(region), at);
  const covering = new Set(found?.entries.map(({ id }) => id));
  const isInside = ({ id, region: other }: LevelEntry): boolean =>
    !covering.has(id) && parts.regions.contains(region, other);
  return {
    at,
    region,
    level: found?.level ?? null,
    entries: found?.entries ?? [],
    inside: levels.inForce(at).filter(isInside),
    nextChangeAt: levels.nextChange(at) ?? null,
  };
}

function regionOr404({ regions }: LevelParts, region: string): void {
  if (!regions.has(region)) throw new HttpProblem(404, `There is no division ${region} in this site.`);
}

const pastTimes = (): HttpProblem =>
  new HttpProblem(400, 'The request does not fit; see errors.', [
    { path: 'from', message: 'lies in the past, or to does: what was decided then is not decided anew' },
  ]);

const REFUSALS: Readonly<Record<EndRefusal, [status: number, why: (id: string) => string]>> = {
  unknown: [404, (id) => `There is no level ${id}.`],
  over: [409, (id) => `${id} is over already.`],
  calendar: [409, (id) => `${id} comes from the calendar: change the calendar.`],
};

function endedOr409(ended: LevelEntry | EndRefusal, id: string): LevelEntry {
  if (typeof ended !== 'string') return ended;
  const [status, why] = REFUSALS[ended];
  throw new HttpProblem(status, why(id));
}
