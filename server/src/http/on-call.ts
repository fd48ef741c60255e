import type { OnCallBoard, OnCallTurn } from '@fengsui/config/contract';
import {
  MAX_CALENDAR_DAYS,
  OnCallAnswer,
  OnCallBoard as Board,
  OnCallBoardQuery,
  OnCallCalendar,
  OnCallCalendarQuery,
  OnCallQuery,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Directory } from '../on-call/directory.ts';
import { findArea } from '../on-call/find-area.ts';
import type { Site } from '../site/model.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface OnCallParts {
  directory: Pick<Directory, 'current' | 'teams' | 'persons'>;
  /** All divisions, those of neighbouring servers too. */
  site: Pick<Site, 'divisions' | 'children' | 'top'>;
  clock: Clock;
}

interface Window {
  from: number;
  to: number;
}

interface Asked {
  from?: number | undefined;
  to?: number | undefined;
}

const DAY_MS = 86_400_000;
const USUAL_DAYS = 14;
/** Of one answer: hourly turns of the longest window are more. */
const MAX_TURNS = 1_000;

export function onCallRoutes(parts: OnCallParts): Route[] {
  const { directory, site, clock } = parts;
  return [
    route({
      method: 'get',
      path: '/on-call',
      summary:
        'Who is on duty for a place at a time (now without one), until when, who follows, who is called next',
      params: z.object({}),
      query: OnCallQuery,
      answer: OnCallAnswer,
      statuses: [404],
      run: ({ query }) => ({
        body: directory.current().onDuty(areaOr404(site.divisions, query.area), query.at ?? clock.now()),
      }),
    }),
    route({
      method: 'get',
      path: '/on-call/calendar',
      summary: `The turns for a place in a window: two weeks from now without one, ${MAX_CALENDAR_DAYS} days at most`,
      params: z.object({}),
      query: OnCallCalendarQuery,
      answer: OnCallCalendar,
      statuses: [404],
      run: ({ query }) => ({
        body: calendar(parts, areaOr404(site.divisions, query.area), windowOf(query, clock)),
      }),
    }),
    route({
      method: 'get',
      path: '/on-call/board',
      summary:
        'Who is on duty now in every county, who follows, and the turns of a window: a page in one call',
      params: z.object({}),
      query: OnCallBoardQuery,
      answer: Board,
      run: ({ query }) => ({ body: board(parts, windowOf(query, clock)) }),
    }),
  ];
}

function areaOr404(divisions: Site['divisions'], text: string): string {
  const found = findArea(divisions, text);
  if (found.ok) return found.code;
  if (found.because === 'unknown')
    throw new HttpProblem(404, `There is no division ${JSON.stringify(text)}.`);
  throw new HttpProblem(400, 'The request does not fit; see errors.', [
    { path: 'area', message: `is the name of several divisions: ${found.like.join(', ')}` },
  ]);
}

function windowOf({ from, to }: Asked, clock: Clock): Window {
  const begin = from ?? (to === undefined ? clock.now() : to - USUAL_DAYS * DAY_MS);
  const window = { from: Math.max(0, begin), to: to ?? begin + USUAL_DAYS * DAY_MS };
  if (window.to - window.from <= MAX_CALENDAR_DAYS * DAY_MS) return window;
  throw new HttpProblem(400, 'The request does not fit; see errors.', [
    { path: 'to', message: `is more than ${MAX_CALENDAR_DAYS} days after from` },
  ]);
}

function turnsIn(
  { directory }: OnCallParts,
  area: string,
  window: Window,
): { turns: OnCallTurn[]; more: boolean } {
  const turns = directory.current().turns(area, window, MAX_TURNS);
  return { turns, more: (turns.at(-1)?.to ?? window.to) < window.to };
}

function calendar(parts: OnCallParts, area: string, window: Window): OnCallCalendar {
  const team = parts.directory.current().teamOf(area);
  return {
    area,
    ...window,
    team: team ? { id: team.id, name: team.name } : null,
    ...turnsIn(parts, area, window),
  };
}

function board(parts: OnCallParts, window: Window): OnCallBoard {
  const { directory, site, clock } = parts;
  const at = clock.now();
  const counties = (site.children.get(site.top) ?? []).filter(
    (code) => site.divisions.get(code)?.level === 'county',
  );
  const rows = [...counties, site.top].map((area) => ({
    area,
    name: site.divisions.get(area)?.name ?? area,
    now: directory.current().onDuty(area, at),
    ...turnsIn(parts, area, window),
    overrides: overridesFrom(parts, area, at),
  }));
  const people = directory.persons().map(({ id, name }) => ({ id, name }));
  return { at, ...window, rows, people };
}

/** Of a place's team: what stands now or will, in order of time. */
function overridesFrom(
  { directory }: OnCallParts,
  area: string,
  at: number,
): OnCallBoard['rows'][number]['overrides'] {
  const overrides = directory.current().teamOf(area)?.overrides ?? [];
  return overrides.filter(({ to }) => to > at).sort((a, b) => a.from - b.from);
}
