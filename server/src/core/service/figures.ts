import type {
  ClockFigure,
  Figure,
  FigureGroup,
  FigureSet,
  MeanTime,
  PauseReason,
  ServiceClock,
  WindowFigures,
  Words,
} from '@fengsui/config/contract';
import type { CaseRow, Window } from './case-row.ts';
import { isOpen, isWithinWindow, knownUntil } from './case-row.ts';
import { figure } from './figure.ts';
import { groupBy, sortedBy } from './group-by.ts';
import type { Verdict } from './verdict.ts';
import { verdictOf } from './verdict.ts';

const FIRST_RESPONSE_MS = 3 * 3_600_000;

/** What people call counties and teams. */
export interface Names {
  county(code: string): Words;
  team(id: string): Words;
}

/** The figures of all, and of each county and team that has any, by id. */
export function windowFigures(rows: readonly CaseRow[], window: Window, names: Names): WindowFigures {
  const { from, to } = window;
  return {
    from,
    to,
    all: figuresOf(rows, window),
    counties: groups(rows, window, ({ county }) => county, names.county),
    teams: groups(rows, window, ({ team }) => team, names.team),
  };
}

function groups(
  rows: readonly CaseRow[],
  window: Window,
  idOf: (row: CaseRow) => string,
  nameOf: (id: string) => Words,
): FigureGroup[] {
  return sortedBy(rows, idOf).map(([id, mine]) => ({ id, name: nameOf(id), ...figuresOf(mine, window) }));
}

export function figuresOf(rows: readonly CaseRow[], window: Window): FigureSet {
  const open = rows.filter((row) => isOpen(row, window));
  return {
    opened: count(rows, ({ openedAt }) => isWithinWindow(openedAt, window)),
    closed: count(rows, ({ closedAt }) => isWithinWindow(closedAt, window)),
    open: open.length,
    overdue: count(open, (row) => row.clocks.some((clock) => verdictOf(clock, row, window) === 'overdue')),
    stuck: count(open, (row) => isStuck(row, window)),
    disputed: count(open, ({ disputed }) => disputed),
    ...timeliness(rows, window),
    firstResponse: firstResponse(rows, window),
    handling: handling(rows, window),
    pauses: pauses(rows, window),
  };
}

const count = <T>(items: readonly T[], isMeant: (item: T) => boolean): number => items.filter(isMeant).length;

export function isStuck({ stuckSince }: CaseRow, window: Window): boolean {
  return stuckSince !== null && stuckSince < knownUntil(window);
}

interface Judged {
  clock: ServiceClock;
  verdict: Verdict;
}

/** 及时率: met in time of (met, late, and still open past due); of each promise and of all. */
function timeliness(rows: readonly CaseRow[], window: Window): Pick<FigureSet, 'timeliness' | 'clocks'> {
  const judged = rows.flatMap((row) =>
    row.clocks.flatMap((clock): Judged[] => {
      const verdict = verdictOf(clock, row, window);
      return verdict === null ? [] : [{ clock, verdict }];
    }),
  );
  const byClock = groupBy(judged, ({ clock }) => `${clock.profile} ${clock.id}`);
  return { timeliness: rateOf(judged), clocks: byClock.flatMap(([, some]) => clockFigure(some)) };
}

const rateOf = (judged: readonly Judged[]): Figure =>
  figure(
    count(judged, ({ verdict }) => verdict === 'met'),
    judged.length,
  );

function clockFigure(judged: readonly Judged[]): ClockFigure[] {
  const last = judged.at(-1)?.clock;
  if (!last) return [];
  const { profile, id, name } = last;
  const over = judged.filter(({ clock, verdict }) => verdict !== 'overdue' && clock.metAt !== null);
  const took = meanOf(over.map(({ clock }) => clock.elapsedMs));
  return [{ profile, id, name, ...rateOf(judged), took }];
}

function meanOf(times: readonly number[]): MeanTime {
  const sumMs = times.reduce((sum, ms) => sum + ms, 0);
  return { sumMs, count: times.length, meanMs: times.length > 0 ? sumMs / times.length : null };
}

/**
 * Each incident counts once, in the window in which it was answered or the three hours were over. What was
 * closed within them without anybody is left out: nobody had to answer.
 */
function firstResponse(rows: readonly CaseRow[], window: Window): Figure {
  const decided = rows.flatMap(({ openedAt, respondedAt, closedAt }) => {
    const limit = openedAt + FIRST_RESPONSE_MS;
    const isInTime = respondedAt !== null && respondedAt <= limit;
    if (respondedAt === null && closedAt !== null && closedAt <= limit) return [];
    // Somebody may have answered before it was known to have been reported.
    const at = isInTime ? Math.max(openedAt, respondedAt) : limit;
    return isWithinWindow(at, window) ? [isInTime] : [];
  });
  return figure(count(decided, Boolean), decided.length);
}

function handling(rows: readonly CaseRow[], window: Window): MeanTime {
  return meanOf(
    rows.flatMap(({ openedAt, restoredAt }) =>
      restoredAt !== null && isWithinWindow(restoredAt, window) ? [Math.max(0, restoredAt - openedAt)] : [],
    ),
  );
}

function pauses(rows: readonly CaseRow[], window: Window): FigureSet['pauses'] {
  const within = rows.flatMap((row) =>
    row.pauses.flatMap(({ reason, from, to }) => {
      const end = Math.min(to ?? Infinity, row.closedAt ?? Infinity, knownUntil(window));
      const ms = end - Math.max(from, window.from);
      return ms > 0 ? [{ reason, ms }] : [];
    }),
  );
  return sortedBy(within, ({ reason }) => reason).map(([reason, some]) => ({
    reason: reason as PauseReason,
    count: some.length,
    ms: some.reduce((sum, { ms }) => sum + ms, 0),
  }));
}
