import { BoardAnswer, MAX_REPORT_ITEMS, MonthlyReport, Report, WeeklyReport } from '@fengsui/config/contract';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRow } from '../core/service/case-row.ts';
import { sampleClock, sampleRow } from '../core/service/sample-row.ts';
import { callRoute } from './call-route.ts';
import { openApi } from './openapi.ts';
import { plain } from './reports-csv.ts';
import { monthOf, siteTime, weekOf } from './reports-window.ts';
import { reportRoutes } from './reports.ts';
import type { Route } from './route.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHINA = () => 8 * HOUR_MS;
/** Wednesday 23 September 2026, 10:00 in Zhaoqing. */
const NOW = Date.parse('2026-09-23T10:00:00+08:00');
const MONDAY = Date.parse('2026-09-21T00:00:00+08:00');

let rows: CaseRow[];
let asked: [string, string][];
let routes: Route[];

const view = (code: string) => ({ region: { name: code === '441223' ? '广宁县' : '肇庆市' } });

beforeEach(() => {
  rows = [];
  asked = [];
  routes = reportRoutes({
    rows(from, to) {
      asked.push([siteTime(from, CHINA), siteTime(to, CHINA)]);
      return rows;
    },
    regions: {
      top: '441200',
      has: (code: string) => ['441200', '441202', '441223'].includes(code),
      contains: (region: string, area: string) => region === '441200' || area.startsWith(region),
      view: view as unknown as Parameters<typeof reportRoutes>[0]['regions']['view'],
    },
    teamName: (id) => (id === 'guangning' ? { zh: '广宁示例班组', en: 'Guangning sample team' } : undefined),
    utcOffset: CHINA,
    clock: { now: () => NOW },
  });
});

const ask = async (path: string, query: object = {}, params: Record<string, string> = {}) =>
  (await callRoute(routes, 'get', path, { query, params })).body;
const report = (period: string, query: object = {}) => ask('/reports/{period}', query, { period });
const weekly = async (query: object = {}) => WeeklyReport.parse(await report('weekly', query));
const monthly = async (query: object = {}) => MonthlyReport.parse(await report('monthly', query));

async function csv(period: string): Promise<{ text: string; lines: Record<string, string>[] }> {
  const parts: string[] = [];
  const route = routes[0]!;
  for await (const part of route.csv!({ params: { period }, query: {} })) parts.push(part);
  const text = parts.join('');
  return { text, lines: parse(text, { columns: true, bom: true }) };
}

describe('GET /reports/weekly', () => {
  it('is about the week from Monday 00:00 in the site’s zone, and the one before', async () => {
    await weekly();
    expect(asked).toEqual([
      ['2026-09-21T00:00:00+08:00', '2026-09-28T00:00:00+08:00'],
      ['2026-09-14T00:00:00+08:00', '2026-09-21T00:00:00+08:00'],
    ]);
  });

  it('is about the week of any time that is asked for', async () => {
    const { figures } = await weekly({ at: '2026-09-20T23:59:59+08:00' });
    expect([figures.from, figures.to]).toEqual([MONDAY - 7 * DAY_MS, MONDAY]);
  });

  it('has the open incidents of a region with names, owners and due times', async () => {
    const clocks = [sampleClock(MONDAY, { state: 'overdue' })];
    rows = [
      sampleRow('7', MONDAY, { clocks }),
      sampleRow('8', MONDAY, { area: '441202004', county: '441202' }),
    ];
    const sheet = await weekly({ region: '441223' });
    expect(sheet).toMatchObject({ region: '441223', regionName: '广宁县', at: NOW, open: { leftOff: 0 } });
    expect(sheet.open.items).toMatchObject([
      { id: '7', owner: { name: '广宁示例班组' }, dueAt: MONDAY + HOUR_MS },
    ]);
    expect(sheet.figures.counties).toMatchObject([{ id: '441223', name: { zh: '广宁县' }, overdue: 1 }]);
    expect(sheet.figures.teams).toMatchObject([{ name: { en: 'Guangning sample team' } }]);
  });

  it('refuses a region that is not there, and a time that lies ahead', async () => {
    await expect(weekly({ region: '441999' })).rejects.toMatchObject({ status: 404 });
    await expect(weekly({ at: '9999999999999999' })).rejects.toMatchObject({ status: 400 });
    await expect(report('daily')).rejects.toMatchObject({ status: 400 });
  });
});

describe('GET /reports/monthly', () => {
  it('is about the month from the 1st in the site’s zone, and the one before', async () => {
    expect((await monthly()).kind).toBe('monthly');
    expect(asked).toEqual([
      ['2026-09-01T00:00:00+08:00', '2026-10-01T00:00:00+08:00'],
      ['2026-08-01T00:00:00+08:00', '2026-09-01T00:00:00+08:00'],
    ]);
  });

  it('goes over the turn of the year', async () => {
    await monthly({ at: '2026-01-01T00:00:00+08:00' });
    expect(asked[1]).toEqual(['2025-12-01T00:00:00+08:00', '2026-01-01T00:00:00+08:00']);
  });
});

describe('a report as CSV', () => {
  it('has numerators and denominators by county and team, and the items', async () => {
    const clocks = [sampleClock(MONDAY, { state: 'overdue' })];
    rows = [sampleRow('7', MONDAY, { clocks })];
    const { lines, text } = await csv('weekly');
    expect(text.startsWith('\uFEFFsection,from,to,')).toBe(true);
    const figure = {
      section: 'figures',
      measure: 'timeliness',
      numerator: '0',
      denominator: '1',
      value: '0',
    };
    expect(lines).toContainEqual(expect.objectContaining({ ...figure, county: '441223', name: '广宁县' }));
    expect(lines).toContainEqual(expect.objectContaining({ ...figure, team: 'guangning', state: 'too_few' }));
    expect(lines.filter(({ section }) => section === 'open')).toMatchObject([
      {
        incident: '7',
        owner: '广宁示例班组',
        due: '2026-09-21T01:00:00+08:00',
        broken: '响应 overdue',
      },
    ]);
  });

  it('says how much it leaves off', async () => {
    rows = Array.from({ length: MAX_REPORT_ITEMS + 3 }, (_, i) => sampleRow(`${i}`, MONDAY));
    expect((await csv('weekly')).lines.at(-1)).toMatchObject({
      section: 'open',
      measure: 'left_off',
      value: '3',
    });
  });

  it('of a month has what was broken, and why', async () => {
    rows = [sampleRow('7', MONDAY, { clocks: [sampleClock(MONDAY, { state: 'overdue' })] })];
    const sections = new Set((await csv('monthly')).lines.map(({ section }) => section));
    expect([...sections]).toEqual(['figures', 'before', 'breaches', 'causes', 'breached']);
  });

  it('never gives a spreadsheet a formula, whatever people call themselves', async () => {
    const name = '=HYPERLINK("https://example.org","x")';
    rows = [sampleRow('7', MONDAY, { owner: { kind: 'person', id: 'p', name }, team: '@sum' })];
    const { lines } = await csv('weekly');
    expect(lines.find(({ section }) => section === 'open')).toMatchObject({
      owner: `'${name}`,
      team: "'@sum",
    });
    for (const cell of lines.flatMap((line) => Object.values(line))) expect(cell).not.toMatch(/^[=+\-@]/);
  });

  it.each(['=1+1', '+1', '-1', '@a', '\t=1', '  =1', '＝1', '＠a', '\r=1', '\n'])(
    'marks %j as text',
    (cell) => {
      expect(plain(cell)).toBe(`'${cell}`);
    },
  );

  it.each(['广宁', 'a=b', '', -5, 0.25])('leaves %j as it is', (cell) => {
    expect(plain(cell)).toBe(cell);
  });
});

describe('GET /board', () => {
  it('is about this week up to now where nothing is said', async () => {
    rows = Array.from({ length: 5 }, (_, i) =>
      sampleRow(`${i}`, MONDAY, { clocks: [sampleClock(MONDAY, { state: 'met', metAt: MONDAY + i })] }),
    );
    const { figures } = BoardAnswer.parse(await ask('/board'));
    expect(asked).toEqual([['2026-09-21T00:00:00+08:00', '2026-09-23T10:00:00+08:00']]);
    expect(figures.teams).toMatchObject([
      { id: 'guangning', timeliness: { numerator: 5, denominator: 5, state: 'green' } },
    ]);
  });

  it('is about a window that is asked for, of no more than a year', async () => {
    await ask('/board', { from: '2026-09-01T00:00:00+08:00', to: '2026-09-02T00:00:00+08:00' });
    expect(asked).toEqual([['2026-09-01T00:00:00+08:00', '2026-09-02T00:00:00+08:00']]);
    await expect(ask('/board', { from: '0' })).rejects.toMatchObject({ status: 400 });
    await expect(ask('/board', { from: '2000', to: '1000' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('the calendar of the site', () => {
  /** Clocks go forward by an hour on 29 March 2026 at 01:00 UTC, and back on 25 October. */
  const berlin = (at: number): number =>
    at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 2 * HOUR_MS : HOUR_MS;

  it('has weeks of 167 and of 169 hours where clocks are changed', () => {
    const hours = ({ from, to }: { from: number; to: number }) => (to - from) / HOUR_MS;
    expect(hours(weekOf(Date.UTC(2026, 2, 28), berlin))).toBe(167);
    expect(hours(weekOf(Date.UTC(2026, 9, 21), berlin))).toBe(169);
    expect(hours(monthOf(Date.UTC(2026, 2, 10), berlin))).toBe(31 * 24 - 1);
  });

  it('begins a week on Monday at midnight, and ends it where the next begins', () => {
    expect(weekOf(MONDAY, CHINA)).toEqual({ from: MONDAY, to: MONDAY + 7 * DAY_MS });
    expect(weekOf(MONDAY - 1, CHINA)).toEqual({ from: MONDAY - 7 * DAY_MS, to: MONDAY });
  });

  it('writes times west of Greenwich and at half hours as well', () => {
    expect(siteTime(0, () => -5.5 * HOUR_MS)).toBe('1969-12-31T18:30:00-05:30');
  });
});

it('is described for other programs', () => {
  const { paths } = openApi(routes, '/api/v1', '1');
  expect(Object.keys(paths)).toEqual(['/api/v1/reports/{period}', '/api/v1/board']);
  expect(JSON.stringify(paths)).toContain('text/csv');
});

it('is all that the contract says, nothing more', async () => {
  rows = [sampleRow('7', MONDAY, { clocks: [sampleClock(MONDAY, { state: 'overdue' })] })];
  for (const period of ['weekly', 'monthly']) {
    const answer = await report(period);
    expect(Report.parse(answer)).toEqual(answer);
  }
});
