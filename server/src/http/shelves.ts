import type { Actor } from '@fengsui/config/contract';
import { RecordId, Shelf, ShelfBody, ShelfList } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Shelves } from '../shelves/shelves.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface ShelfParts {
  shelves: Shelves;
  clock: Pick<Clock, 'now'>;
  /** Whether there is an incident by this id. */
  isIncident(id: string): boolean;
  /** Whoever is named as having done it; throws where nobody is called so. Without a name, who signed in. */
  actorOf(by: string | undefined, signedIn: Actor): Actor;
}

const NOTHING = z.strictObject({});
const MINUTE_MS = 60_000;

export function shelfRoutes({ shelves, clock, isIncident, actorOf }: ShelfParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/shelves',
      summary: 'What nobody is called about for now: until when, who wants it, and why',
      params: NOTHING,
      query: NOTHING,
      answer: ShelfList,
      run: () => ({ body: { items: [...shelves.holding(clock.now())] } }),
    }),
    route({
      method: 'post',
      path: '/shelves',
      summary: 'Shelves an incident, or all that a match fits, for at most eight hours and for a reason',
      params: NOTHING,
      query: NOTHING,
      body: ShelfBody,
      answer: Shelf,
      statuses: [201, 404, 409],
      run({ body: { what, why, by, minutes }, actor }) {
        if ('incident' in what && !isIncident(what.incident))
          throw new HttpProblem(404, `There is no incident ${what.incident}.`);
        const at = clock.now();
        const until = at + minutes * MINUTE_MS;
        const shelf = shelves.add({ what, why, by: actorOf(by, actor), until }, at);
        if (shelf === 'full')
          throw new HttpProblem(409, 'Too much is shelved already; end some of it first.');
        return { body: shelf, status: 201 };
      },
    }),
    route({
      method: 'delete',
      path: '/shelves/{id}',
      summary: 'Ends a shelf early; what is still wrong is called for within five minutes',
      params: z.strictObject({ id: RecordId }),
      query: NOTHING,
      answer: Shelf,
      statuses: [404],
      run({ params: { id }, actor }) {
        const shelf = shelves.remove(id, actor, clock.now());
        if (!shelf) throw new HttpProblem(404, `There is no shelf ${id}.`);
        return { body: shelf };
      },
    }),
  ];
}
