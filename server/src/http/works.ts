import type { Actor, AreaScope, WorkBody as Body } from '@fengsui/config/contract';
import {
  EffectAnswer,
  EffectQuery,
  RecordId,
  Work,
  WorkBody,
  WorkList,
  WorkQuery,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Records } from '../ledger/records/port.ts';
import type { Regions } from '../regions/regions.ts';
import type { SeriesStore } from '../series/port.ts';
import type { Site } from '../site/model.ts';
import { COMPARABLE, betterOf } from '../works/comparable.ts';
import type { EffectOf } from '../works/effect.ts';
import { createEffects } from '../works/effect.ts';
import { createFieldTests } from '../works/field-tests.ts';
import type { KnownScopes, WorkPlaces } from '../works/work-places.ts';
import { createWorkPlaces } from '../works/work-places.ts';
import type { Works, WorkText } from '../works/works.ts';
import { createWorks } from '../works/works.ts';
import { zoneOffset } from '../zone-offset.ts';
import { fieldTestRoutes } from './field-tests.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';
import { orUnavailable } from './series-available.ts';

export interface WorksParts {
  site: Pick<Site, 'plant' | 'boundaries' | 'info'>;
  scopes: KnownScopes;
  regions: Pick<Regions, 'has' | 'contains'>;
  records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>;
  store: Pick<SeriesStore, 'areaHours'>;
  clock: Pick<Clock, 'now'>;
  /** Whoever is named as having done it; throws where nobody is called so. Without a name, who signed in. */
  actorOf(by: string | undefined, signedIn: Actor): Actor;
}

/** What the calls share. */
interface WorkCalls extends Pick<WorksParts, 'clock' | 'actorOf' | 'regions'> {
  works: Works;
  places: WorkPlaces;
  effectOf: EffectOf;
}

const NOTHING = z.strictObject({});
const byId = z.strictObject({ id: RecordId });

/** Works, what they have changed, and the field tests that tell of it too. */
export function worksRoutes(parts: WorksParts): Route[] {
  const { records, store, clock, site } = parts;
  const works = createWorks(records);
  const fieldTests = createFieldTests(records);
  const places = createWorkPlaces(parts);
  const effectOf = createEffects({
    ...{ store, places, now: clock.now, offsetAt: zoneOffset(site.info.timezone) },
    ...{ works: works.all, fieldTests: fieldTests.within },
  });
  const calls = { ...parts, works, places, effectOf };
  return [
    ...listRoutes(calls),
    ...oneRoutes(calls),
    effectRoute(calls),
    ...fieldTestRoutes({ ...parts, fieldTests }),
  ];
}

function listRoutes({ works, places, regions, clock, actorOf }: WorkCalls): Route[] {
  return [
    route({
      method: 'get',
      path: '/works',
      summary: 'Works that were to improve the signal in a region, what began last first',
      params: NOTHING,
      query: WorkQuery,
      answer: WorkList,
      statuses: [404],
      run({ query: { region } }) {
        if (region === undefined) return { body: { items: works.all() } };
        if (!regions.has(region)) throw new HttpProblem(404, `There is no division ${region} in this site.`);
        const isThere = ({ scope }: Work): boolean => places.holds({ kind: 'area', id: region }, scope);
        return { body: { items: works.all().filter(isThere) } };
      },
    }),
    route({
      method: 'post',
      path: '/works',
      summary: 'Writes down works: what was done, where, from when to when (open while they go on)',
      params: NOTHING,
      query: NOTHING,
      body: WorkBody,
      answer: Work,
      statuses: [404, 409],
      run({ body, actor }) {
        placeOr404(places, body.scope);
        const work = works.add(textOf(body), actorOf(body.by, actor), clock.now());
        if (work === 'full') throw new HttpProblem(409, 'Too many works are kept; take old ones away first.');
        return { body: work, status: 201 };
      },
    }),
  ];
}

function oneRoutes({ works, places, clock, actorOf }: WorkCalls): Route[] {
  const head = { path: '/works/{id}', params: byId, query: NOTHING, answer: Work, statuses: [404] };
  return [
    route({
      ...head,
      method: 'get',
      summary: 'One record of works',
      run: ({ params: { id } }) => ({ body: workOr404(works.get(id), id) }),
    }),
    route({
      ...head,
      method: 'put',
      summary:
        'Corrects a record of works, or says that they have ended; what it was before stays in the ledger',
      body: WorkBody,
      run({ params: { id }, body, actor }) {
        placeOr404(places, body.scope);
        const work = works.change(id, textOf(body), actorOf(body.by, actor), clock.now());
        return { body: workOr404(work, id) };
      },
    }),
    route({
      ...head,
      method: 'delete',
      summary: 'Takes a record of works away; answers what it was',
      run: ({ params: { id }, actor }) => ({ body: workOr404(works.remove(id, actor, clock.now()), id) }),
    }),
  ];
}

function effectRoute({ works, effectOf }: WorkCalls): Route {
  return route({
    method: 'get',
    path: '/works/{id}/effect',
    summary:
      'What has changed from the days before the works to the days after them, over the same hours of the week, each figure with its 95 % interval',
    params: byId,
    query: EffectQuery,
    answer: EffectAnswer,
    statuses: [404, 503],
    async run({ params: { id }, query }) {
      const { metric } = query;
      if (metric !== undefined && betterOf(metric) === undefined) {
        const message = `cannot be compared; one of these can: ${COMPARABLE.join(', ')}`;
        throw new HttpProblem(400, 'The request does not fit; see errors.', [{ path: 'metric', message }]);
      }
      return { body: await orUnavailable(effectOf(workOr404(works.get(id), id), query)) };
    },
  });
}

const textOf = ({ by: _, ...text }: Body): WorkText => text;

function placeOr404(places: WorkPlaces, scope: AreaScope): void {
  const { kind, id } = scope;
  if (places.has(scope)) return;
  throw new HttpProblem(404, `There is no ${kind === 'area' ? 'division' : 'node'} ${id} in this site.`);
}

function workOr404(work: Work | undefined, id: string): Work {
  if (!work) throw new HttpProblem(404, `There are no works ${id}.`);
  return work;
}
