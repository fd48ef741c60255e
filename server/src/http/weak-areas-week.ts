import type { WeekAnswer, WeekQuery } from '@fengsui/config/contract';
import {
  AreaScope,
  WeekAnswer as WeekAnswerSchema,
  WeekQuery as WeekQuerySchema,
} from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import { scopeOf } from '../core/weak-area/area-hour.ts';
import type { Retention } from '../series/port.ts';
import { HOUR_MS } from '../series/port.ts';
import type { AreaViews } from '../weak-areas/area-views.ts';
import type { WeekParts, WeekWanted } from '../weak-areas/read-week.ts';
import { WEEK_METRICS, readWeek } from '../weak-areas/read-week.ts';
import type { Scopes } from '../weak-areas/scopes.ts';
import type { WatchList } from '../weak-areas/watch-list.ts';
import { HttpProblem } from './problem.ts';
import { plain } from './reports-csv.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';
import { csvLine } from './send-csv.ts';
import { orUnavailable } from './series-available.ts';
import { AreaId, scopeOr404 } from './weak-areas.ts';

export interface WeakWeekParts extends WeekParts {
  list: Pick<WatchList, 'of'>;
  views: Pick<AreaViews, 'get'>;
  scopes: Scopes;
  retention: Retention;
  clock: Pick<Clock, 'now'>;
}

const DAY_MS = 24 * HOUR_MS;
const USUAL_DAYS = 28;

export function weakWeekRoutes(parts: WeakWeekParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/weak-areas/{id}/week',
      summary:
        'The 7×24 grid of a weak area, or of any division by its code: 168 hours from Monday 0 h on the clock of the site, the last 28 days if not said; its unit is the device-hour; now against usual, and the worst hours in words',
      params: AreaId,
      query: WeekQuerySchema,
      answer: WeekAnswerSchema,
      statuses: [404, 409, 503],
      run: async ({ params, query }) => ({ body: await answer(parts, params.id, query) }),
      async *csv({ params, query }) {
        yield* weekCsv(await answer(parts, params.id, query));
      },
    }),
  ];
}

function answer(parts: WeakWeekParts, id: string, query: WeekQuery): Promise<WeekAnswer> {
  const { metric } = query;
  if (metric !== undefined && !WEEK_METRICS.includes(metric))
    throw unfit('metric', `expected one of ${WEEK_METRICS.join(', ')}`);
  const now = parts.clock.now();
  return orUnavailable(
    readWeek(parts, { ...areaOf(parts, id), metric, span: spanOf(parts, query, now), now }),
  );
}

/** On the list by its id; else a division by its code or key. */
function areaOf(parts: WeakWeekParts, id: string): Pick<WeekWanted, 'id' | 'name' | 'scope'> {
  const { list, views, scopes } = parts;
  const known = views.get(id);
  const scope = known?.scope ?? scopeIn(id);
  scopeOr404(parts, scope);
  if (scope.kind === 'node' && !list.of(`node:${scope.id}`))
    throw new HttpProblem(
      409,
      `${scope.id} is not watched: hours are kept of nodes that are. Watch it first.`,
    );
  return { id, name: known?.name ?? scopes.name(scope), scope };
}

function scopeIn(id: string): AreaScope {
  const scope = AreaScope.safeParse(
    id.includes(':') ? scopeOf(id as `area:${string}`) : { kind: 'area', id },
  );
  if (!scope.success || !(id.includes(':') ? /^(area|node):/ : /^\d/).test(id))
    throw new HttpProblem(404, `There is no weak area ${id}.`);
  return scope.data;
}

/** Whole hours that are over. */
function spanOf({ retention }: WeakWeekParts, { from, to }: WeekQuery, now: number): WeekWanted['span'] {
  const hour = (at: number): number => Math.ceil(at / HOUR_MS) * HOUR_MS;
  const last = Math.floor(now / HOUR_MS) * HOUR_MS;
  const end = to === undefined ? last : Math.min(hour(to), last);
  const start = from === undefined ? end - USUAL_DAYS * DAY_MS : hour(from);
  const days = Math.floor(retention.hourlyMs / DAY_MS);
  if (start >= end || end - start > days * DAY_MS)
    throw unfit(
      'from',
      `must be before to, and before now, by an hour at least and ${days} days at the most`,
    );
  return { from: start, to: end };
}

const unfit = (path: string, message: string): HttpProblem =>
  new HttpProblem(400, 'The request does not fit; see errors.', [{ path, message }]);

function* weekCsv({ id, metric, cells }: WeekAnswer): Generator<string> {
  yield csvLine('area', 'metric', 'weekday', 'hour', 'n', 'weak_ratio', 'median', 'p05', 'devices');
  for (const [cell, { n, weak_ratio, median, p05, devices }] of cells.entries()) {
    const [weekday, hour] = [Math.floor(cell / 24) + 1, cell % 24];
    yield csvLine(
      ...[plain(id), metric, weekday, hour, n, weak_ratio ?? '', median ?? '', p05 ?? '', devices],
    );
  }
}
