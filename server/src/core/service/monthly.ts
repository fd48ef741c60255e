import type { Cause, Figure, FigureSet, MonthlyReport, ReportChannel } from '@fengsui/config/contract';
import type { CaseRow, Window } from './case-row.ts';
import { isWithinWindow } from './case-row.ts';
import type { Names } from './figures.ts';
import { windowFigures } from './figures.ts';
import { sortedBy } from './group-by.ts';
import { brokenOf, itemList } from './report-items.ts';
import type { Period } from './weekly.ts';

type Review = Omit<MonthlyReport, 'region' | 'regionName' | 'at'>;

/** The review (月复盘): a month against the month before, and what its broken promises have in common. */
export function monthlyReview(month: Period, earlier: Period, names: Names): Review {
  const { window, rows } = month;
  const figures = windowFigures(rows, window, names);
  const before = windowFigures(earlier.rows, earlier.window, names);
  const broken = rows.filter((row) => brokenOf(row, window).length > 0);
  return {
    kind: 'monthly',
    figures,
    before,
    change: changeOf(figures.all, before.all),
    breaches: breachesByTeam(broken, window, names),
    causes: causesOf(rows, window),
    reports: reportsByChannel(rows, window),
    breached: itemList(broken, window),
  };
}

function changeOf(now: FigureSet, then: FigureSet): Review['change'] {
  const [a, b] = [now.handling.meanMs, then.handling.meanMs];
  return {
    timeliness: difference(now.timeliness, then.timeliness),
    firstResponse: difference(now.firstResponse, then.firstResponse),
    meanHandlingMs: a === null || b === null ? null : a - b,
  };
}

function difference(now: Figure, then: Figure): number | null {
  const saysNothing = now.state === 'too_few' || then.state === 'too_few';
  return saysNothing || now.ratio === null || then.ratio === null ? null : now.ratio - then.ratio;
}

function breachesByTeam(rows: readonly CaseRow[], window: Window, names: Names): Review['breaches'] {
  return sortedBy(rows, ({ team }) => team).map(([team, mine]) => {
    const broken = mine.flatMap((row) => brokenOf(row, window));
    const late = broken.filter(({ state }) => state === 'late').length;
    return { team, name: names.team(team), late, overdue: broken.length - late, incidents: mine.length };
  });
}

function causesOf(rows: readonly CaseRow[], window: Window): Review['causes'] {
  const opened = rows.filter(({ openedAt }) => isWithinWindow(openedAt, window));
  return sortedBy(opened, ({ cause }) => cause).map(([cause, mine]) => ({
    cause: cause as Cause,
    incidents: mine.length,
    breached: mine.filter((row) => brokenOf(row, window).length > 0).length,
  }));
}

function reportsByChannel(rows: readonly CaseRow[], window: Window): Review['reports'] {
  const said = rows.flatMap(({ reports }) => reports).filter(({ at }) => isWithinWindow(at, window));
  return sortedBy(said, ({ channel }) => channel).map(([channel, some]) => ({
    channel: channel as ReportChannel,
    count: some.length,
  }));
}
