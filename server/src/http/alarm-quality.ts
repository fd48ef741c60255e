import type { AlarmQualityQuery } from '@fengsui/config/contract';
import { AlarmQualityAnswer, AlarmQualityQuery as QuerySchema, AlarmType } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { ALARM_TYPES } from '../core/alarm-quality/alarm-types.ts';
import { alarmQuality } from '../core/alarm-quality/quality.ts';
import { TEN_MINUTES_MS } from '../core/alarm-quality/rate.ts';
import type { QualityRows } from '../core/alarm-quality/row.ts';
import type { Regions } from '../regions/regions.ts';
import { alarmQualityCsv } from './alarm-quality-csv.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface AlarmQualityParts {
  /** What touches a span (ms UTC) and lies in a region. The alarms of `from` include ten minutes before the report's. */
  rows(span: { from: number; to: number; region: string }): QualityRows | Promise<QualityRows>;
  regions: Pick<Regions, 'top' | 'has'>;
  clock: Pick<Clock, 'now'>;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const MAX_DAYS = 100;

export function alarmQualityRoutes(parts: AlarmQualityParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/reports/alarm-quality',
      summary:
        'What alarms were like for those who got them: rate, floods, chatter, stale ones, nuisance; a week unless told',
      params: z.strictObject({}),
      query: QuerySchema,
      answer: AlarmQualityAnswer,
      statuses: [404],
      run: async ({ query }) => ({ body: await report(parts, query) }),
      async *csv({ query }) {
        yield* alarmQualityCsv(await report(parts, query));
      },
    }),
    route({
      method: 'get',
      path: '/alarm-types',
      summary:
        'What each kind of incident asks of people: what to do, what happens otherwise, how long it can wait',
      params: z.strictObject({}),
      query: z.strictObject({}),
      answer: z.object({ items: z.array(AlarmType) }),
      run: () => ({ body: { items: [...ALARM_TYPES] } }),
    }),
  ];
}

async function report(
  { rows, regions, clock }: AlarmQualityParts,
  { from, to = clock.now(), region = regions.top }: AlarmQualityQuery,
): Promise<AlarmQualityAnswer> {
  if (!regions.has(region)) throw new HttpProblem(404, `There is no division ${region} in this site.`);
  const span = { from: from ?? Math.max(0, to - WEEK_MS), to };
  if (span.to <= span.from) throw refusal('to', 'is not after from');
  if (span.to - span.from > MAX_DAYS * DAY_MS)
    throw refusal('from', `is more than ${MAX_DAYS} days before to`);
  const found = await rows({ from: Math.max(0, span.from - TEN_MINUTES_MS), to: span.to, region });
  return { ...alarmQuality(found, span), region };
}

const refusal = (path: string, message: string): HttpProblem =>
  new HttpProblem(400, 'The request does not fit; see errors.', [{ path, message }]);
