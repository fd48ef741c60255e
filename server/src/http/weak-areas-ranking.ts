import type { RankingAnswer, RankingQuery } from '@fengsui/config/contract';
import { RankingAnswer as AnswerSchema, RankingQuery as QuerySchema } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Regions } from '../regions/regions.ts';
import type { RankingParts } from '../weak-areas/read-ranking.ts';
import { readRanking } from '../weak-areas/read-ranking.ts';
import { HttpProblem } from './problem.ts';
import { BYTE_ORDER_MARK, plain } from './reports-csv.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';
import { csvLine, csvTime } from './send-csv.ts';
import { orUnavailable } from './series-available.ts';

export interface WeakRankingParts extends RankingParts {
  regions: Pick<Regions, 'top' | 'has' | 'contains'>;
  clock: Pick<Clock, 'now'>;
}

/** Stands before the routes with an id: `ranking` is none. */
export function weakRankingRoutes(parts: WeakRankingParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/weak-areas/ranking',
      summary:
        'Which divisions cost most in the last whole weeks: people × weak hours, a bad hour counting three times; an hour counts by the share of its devices that is weak, where five or more are measured',
      params: z.strictObject({}),
      query: QuerySchema,
      answer: AnswerSchema,
      statuses: [404, 503],
      run: async ({ query }) => ({ body: await answer(parts, query) }),
      async *csv({ query }) {
        yield* rankingCsv(await answer(parts, query));
      },
    }),
  ];
}

function answer(parts: WeakRankingParts, { region, ...query }: RankingQuery): Promise<RankingAnswer> {
  const { regions, clock } = parts;
  const wanted = region ?? regions.top;
  if (!regions.has(wanted)) throw new HttpProblem(404, `There is no division ${wanted} in this site.`);
  return orUnavailable(readRanking(parts, { ...query, region: wanted, now: clock.now() }));
}

const COLUMNS = ['rank', 'area', 'name', 'in', 'people', 'cost', 'hours', 'weak_hours', 'bad_hours'];

function* rankingCsv({ items, from, to }: RankingAnswer): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(...COLUMNS, 'devices', 'trend', 'from', 'to');
  for (const {
    rank,
    scope,
    name,
    areas,
    people,
    cost,
    hours,
    weakHours,
    badHours,
    devices,
    trend,
  } of items) {
    const place = [scope.id, plain(name), plain(areas.map((area) => area.name).join(' '))];
    const figures = [people, cost, hours, weakHours, badHours, devices];
    yield csvLine(rank, ...place, ...figures, trend, csvTime(from), csvTime(to));
  }
}
