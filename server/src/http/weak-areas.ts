import type {
  Actor,
  AreaScope,
  WatchFound as FoundBody,
  WatchedArea,
  WeakAreaQuery as ListQuery,
} from '@fengsui/config/contract';
import { WatchBody, WatchFound, WeakArea, WeakAreaList, WeakAreaQuery } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { scopeOf } from '../core/weak-area/area-hour.ts';
import type { AreaWatch } from '../core/weak-area/area-watch.ts';
import type { Regions } from '../regions/regions.ts';
import type { AreaViews } from '../weak-areas/area-views.ts';
import type { Scopes } from '../weak-areas/scopes.ts';
import type { WatchList } from '../weak-areas/watch-list.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface WeakAreaParts {
  list: WatchList;
  views: AreaViews;
  scopes: Scopes;
  areas: Pick<AreaWatch, 'weak'>;
  regions: Pick<Regions, 'top' | 'has' | 'contains'>;
  clock: Pick<Clock, 'now'>;
  /** Whoever is named as having done it; throws where nobody is called so. Without a name, who signed in. */
  actorOf(by: string | undefined, signedIn: Actor): Actor;
}

const NOTHING = z.strictObject({});
/** Of an area on the list: its id there, or the key of its scope, such as `area:441223115220`. */
export const AreaId = z.strictObject({ id: z.string().min(1).max(128) });

export function weakAreaRoutes(parts: WeakAreaParts): Route[] {
  const { views, actorOf } = parts;
  return [
    route({
      method: 'get',
      path: '/weak-areas',
      summary: 'Weak-signal areas: those that are watched and those that were found; weak ones first',
      params: NOTHING,
      query: WeakAreaQuery,
      answer: WeakAreaList,
      statuses: [404],
      run: ({ query }) => ({ body: { items: listed(parts, query) } }),
    }),
    route({
      method: 'post',
      path: '/weak-areas',
      summary: 'Watches a division, or everything under a node of the plant, from now on',
      params: NOTHING,
      query: NOTHING,
      body: WatchBody,
      answer: WeakArea,
      statuses: [201, 404, 409],
      run({ body: { scope, ...body }, actor }) {
        scopeOr404(parts, scope);
        const by = actorOf(body.by, actor);
        return { body: watch(parts, scope, { ...body, source: 'hand', evidence: null, by }), status: 201 };
      },
    }),
    route({
      method: 'get',
      path: '/weak-areas/{id}',
      summary: 'One of them as it is now, with the evidence that it is weak, or was watched for',
      params: AreaId,
      query: NOTHING,
      answer: WeakArea,
      statuses: [404],
      run: ({ params: { id } }) => ({ body: views.get(id) ?? notListed(id) }),
    }),
    watchRoute(parts),
    removeRoute(parts),
  ];
}

function watchRoute(parts: WeakAreaParts): Route {
  return route({
    method: 'post',
    path: '/weak-areas/{id}/watch',
    summary: 'What was found is watched from now on; the evidence is kept with it',
    params: AreaId,
    query: NOTHING,
    body: WatchFound,
    answer: WeakArea,
    statuses: [201, 404, 409],
    run({ params: { id }, body, actor }) {
      const listed = parts.list.get(id);
      if (listed) throw watchedAlready(listed);
      const found = parts.areas.weak().find(({ key }) => key === id);
      if (!found) throw new HttpProblem(404, `No weak area ${id} is found now.`);
      const by = parts.actorOf(body.by, actor);
      const more = { ...body, source: 'hand', evidence: found.evidence, by } as const;
      return { body: watch(parts, scopeOf(found.key), more), status: 201 };
    },
  });
}

function removeRoute({ list, views, clock }: WeakAreaParts): Route {
  return route({
    method: 'delete',
    path: '/weak-areas/{id}',
    summary: 'Takes one off the watch list, one of the site file too; answers what it was',
    params: AreaId,
    query: NOTHING,
    answer: WeakArea,
    statuses: [404],
    run({ params: { id }, actor }) {
      const view = list.get(id) && views.get(id);
      if (!view) return notListed(id);
      list.remove(id, actor, clock.now());
      return { body: view };
    },
  });
}

function listed({ views, regions }: WeakAreaParts, { region, state, watched }: ListQuery): WeakArea[] {
  if (region !== undefined && !regions.has(region))
    throw new HttpProblem(404, `There is no division ${region} in this site.`);
  return views
    .all()
    .filter((one) => region === undefined || regions.contains(region, one.area))
    .filter((one) => state === undefined || one.state === state)
    .filter((one) => watched === undefined || String(one.watched) === watched);
}

type Wanted = Omit<FoundBody, 'by'> & Pick<WatchedArea, 'source' | 'evidence' | 'by'>;

function watch(parts: WeakAreaParts, scope: AreaScope, wanted: Wanted): WeakArea {
  const { list, views, scopes, clock } = parts;
  const { name = scopes.name(scope), target = null, ...more } = wanted;
  const added = list.add({ name, scope, target, ...more }, clock.now());
  if (added === 'full')
    throw new HttpProblem(409, 'As many areas are watched as may be; take one off first.');
  const known = list.of(`${scope.kind}:${scope.id}`);
  if (added === 'watched') throw watchedAlready(known ?? { id: scope.id });
  return views.get(added.id) ?? notListed(added.id);
}

const watchedAlready = ({ id }: Pick<WatchedArea, 'id'>): HttpProblem =>
  new HttpProblem(409, `It is watched already, as ${id}.`);

function notListed(id: string): never {
  throw new HttpProblem(404, `There is no weak area ${id}.`);
}

/** A place that the site does not have is named. */
export function scopeOr404({ scopes }: Pick<WeakAreaParts, 'scopes'>, scope: AreaScope): void {
  if (scopes.has(scope)) return;
  const what = scope.kind === 'node' ? 'node' : 'division';
  throw new HttpProblem(404, `There is no ${what} ${scope.id} in this site.`);
}
