import type { Report, Words } from '@fengsui/config/contract';
import {
  BoardAnswer,
  BoardQuery,
  Report as ReportAnswer,
  ReportPeriod,
  ReportQuery,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { CaseRow } from '../core/service/case-row.ts';
import type { Names } from '../core/service/figures.ts';
import { windowFigures } from '../core/service/figures.ts';
import { monthlyReview } from '../core/service/monthly.ts';
import type { Period } from '../core/service/weekly.ts';
import { weeklySheet } from '../core/service/weekly.ts';
import type { Regions } from '../regions/regions.ts';
import { HttpProblem } from './problem.ts';
import { reportCsv } from './reports-csv.ts';
import type { UtcOffset } from './reports-window.ts';
import { monthOf, siteTime, weekOf } from './reports-window.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface ReportParts {
  /** Incidents that were open at any time in [from, to), as they stood at `to`, or now if that is earlier. */
  rows(from: number, to: number): readonly CaseRow[];
  regions: Pick<Regions, 'top' | 'has' | 'contains' | 'view'>;
  teamName(id: string): Words | undefined;
  utcOffset: UtcOffset;
  clock: Pick<Clock, 'now'>;
}

export function reportRoutes(parts: ReportParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/reports/{period}',
      summary:
        'The dispatch sheet of a week or the review of a month, each with the figures of the one before; also as text/csv',
      params: z.object({ period: ReportPeriod }),
      query: ReportQuery,
      answer: ReportAnswer,
      statuses: [404],
      run: ({ params, query }) => ({ body: report(parts, params.period, query) }),
      async *csv({ params, query }) {
        const asked = report(parts, params.period, query);
        yield* reportCsv(asked, (at) => siteTime(at, parts.utcOffset));
      },
    }),
    route({
      method: 'get',
      path: '/board',
      summary: 'Red, yellow and green by county and team, since Monday if not said',
      params: z.object({}),
      query: BoardQuery,
      answer: BoardAnswer,
      statuses: [404],
      run: ({ query }) => ({ body: board(parts, query) }),
    }),
  ];
}

const DAY_MS = 24 * 3_600_000;
const MAX_BOARD_MS = 366 * DAY_MS;
/** Nothing is known of what is ahead; a clock that goes wrong by less is no reason to refuse. */
const MAX_AHEAD_MS = DAY_MS;

function report(parts: ReportParts, period: ReportPeriod, { region, at }: ReportQuery): Report {
  const now = parts.clock.now();
  const asked = at ?? now;
  if (asked > now + MAX_AHEAD_MS) throw wrong('at', 'lies ahead');
  const head = headOf(parts, region, now);
  const spanOf = period === 'weekly' ? weekOf : monthOf;
  const span = spanOf(asked, parts.utcOffset);
  const current = periodOf(parts, head.region, { ...span, at: now });
  const before = periodOf(parts, head.region, { ...spanOf(span.from - 1, parts.utcOffset), at: now });
  const names = namesOf(parts);
  return period === 'weekly'
    ? { ...head, ...weeklySheet(current, before, names) }
    : { ...head, ...monthlyReview(current, before, names) };
}

function board(parts: ReportParts, { region, from, to }: BoardQuery): BoardAnswer {
  const at = parts.clock.now();
  const end = to ?? at;
  const window = { from: from ?? weekOf(Math.min(end, at) - 1, parts.utcOffset).from, to: end, at };
  if (window.to <= window.from) throw wrong('to', 'is not after from');
  if (window.to - window.from > MAX_BOARD_MS) throw wrong('from', 'is more than 366 days before to');
  const head = headOf(parts, region, at);
  const { rows } = periodOf(parts, head.region, window);
  return { ...head, figures: windowFigures(rows, window, namesOf(parts)) };
}

function wrong(path: string, message: string): HttpProblem {
  return new HttpProblem(400, 'The request does not fit; see errors.', [{ path, message }]);
}

function headOf({ regions }: ReportParts, asked: string | undefined, at: number) {
  const region = asked ?? regions.top;
  if (!regions.has(region)) throw new HttpProblem(404, `There is no region ${region}.`);
  return { region, regionName: regions.view(region).region.name, at };
}

function periodOf({ rows, regions }: ReportParts, region: string, window: Period['window']): Period {
  const mine = rows(window.from, window.to).filter(({ area }) => regions.contains(region, area));
  return { window, rows: mine };
}

const PLATFORM: Words = { zh: '平台', en: 'Platform' };
const NO_TEAM: Words = { zh: '未分配班组', en: 'No team' };

function namesOf({ regions, teamName }: ReportParts): Names {
  return {
    county(code) {
      if (code === '') return PLATFORM;
      const name = regions.has(code) ? regions.view(code).region.name : code;
      return { zh: name, en: name };
    },
    team: (id) => (id === '' ? NO_TEAM : (teamName(id) ?? { zh: id, en: id })),
  };
}
