import type { Figure, FigureGroup, ReportItem } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createWallTime } from '../on-call/wall-time.ts';
import { nextTo, periodAt } from './periods.ts';
import { boardRows, sheetGroups } from './rows.ts';

const time = createWallTime('Asia/Shanghai');
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('the week and month of the site', () => {
  it('begin on Monday and on the 1st, whatever day it is elsewhere', () => {
    expect(periodAt('week', at('2026-11-23T00:10'), time)).toMatchObject({
      from: at('2026-11-23T00:00'),
      to: at('2026-11-30T00:00'),
    });
    expect(periodAt('week', at('2026-11-22T23:59'), time).from).toBe(at('2026-11-16T00:00'));
    expect(periodAt('month', at('2026-02-28T23:59'), time)).toMatchObject({
      from: at('2026-02-01T00:00'),
      to: at('2026-03-01T00:00'),
    });
  });

  it('follow each other without a gap', () => {
    for (const kind of ['week', 'month'] as const) {
      const here = periodAt(kind, at('2026-01-15T12:00'), time);
      expect(nextTo(here, 1, time).from).toBe(here.to);
      expect(nextTo(here, -1, time).to).toBe(here.from);
    }
  });
});

const figure = (state: Figure['state'], ratio: number | null = null): Figure => ({
  ...{ numerator: 0, denominator: 0, ratio, state },
});
const group = (id: string, timeliness: Figure, overdue = 0): FigureGroup => ({
  ...{ id, name: { zh: id, en: id }, opened: 0, closed: 0, open: 0, overdue, stuck: 0, disputed: 0 },
  ...{ timeliness, clocks: [], firstResponse: figure('too_few'), pauses: [] },
  handling: { sumMs: 0, count: 0, meanMs: null },
});

describe('the board', () => {
  it('begins with whoever must act, and names places where nothing happened', () => {
    const groups = [
      group('few', figure('too_few')),
      group('green', figure('green', 1)),
      group('red', figure('red', 0.7)),
      group('worse', figure('red', 0.6), 3),
      group('yellow', figure('yellow', 0.92)),
    ];
    const places = [
      { id: 'red', name: 'red' },
      { id: 'quiet', name: 'quiet' },
    ];
    const rows = boardRows(groups, places, 'zh');
    expect(rows.map(({ id }) => id)).toEqual(['worse', 'red', 'yellow', 'green', 'few', 'quiet']);
    expect(rows.at(-1)?.figures).toBeUndefined();
  });
});

const item = (county: string, state: 'late' | 'overdue', stuckSince: number | null): ReportItem => ({
  ...{ id: `${county}-${state}`, area: county, county, team: '', type: 'outage', severity: 'major' },
  ...{ cause: 'LINK', stage: 'detected', owner: { kind: 'team', id: 't', name: 't' }, openedAt: 0 },
  ...{ dueAt: 1, stuckSince, disputed: false },
  broken: [{ profile: 'P', id: 'c', name: { zh: 'c', en: 'c' }, state, dueAt: 1, metAt: null }],
});

it('the sheet has a group for each county in the order of the report, with what is overdue and stuck', () => {
  const groups = sheetGroups([item('b', 'overdue', 5), item('a', 'late', null), item('b', 'late', null)]);
  expect(groups.map(({ county, items, overdue, stuck }) => [county, items.length, overdue, stuck])).toEqual([
    ['b', 2, 1, 1],
    ['a', 1, 0, 0],
  ]);
});
