import type { BrokenPromise, ItemList, ReportItem } from '@fengsui/config/contract';
import { MAX_REPORT_ITEMS } from '@fengsui/config/contract';
import type { CaseRow, Window } from './case-row.ts';
import { isStuck } from './figures.ts';
import { verdictOf } from './verdict.ts';

/** By county and team; within a team what is overdue first, then what is due soonest. */
export function itemList(rows: readonly CaseRow[], window: Window): ItemList {
  const items = rows.map((row) => itemOf(row, window)).sort(byUrgency);
  const kept = items.slice(0, MAX_REPORT_ITEMS).sort(byPlace);
  return { items: kept, leftOff: items.length - kept.length };
}

function itemOf(row: CaseRow, window: Window): ReportItem {
  const { id, area, county, team, type, severity, cause, stage, owner, openedAt, dueAt, disputed } = row;
  return {
    ...{ id, area, county, team, type, severity, cause, stage, owner, openedAt, dueAt, disputed },
    broken: brokenOf(row, window),
    stuckSince: isStuck(row, window) ? row.stuckSince : null,
  };
}

export function brokenOf(row: CaseRow, window: Window): BrokenPromise[] {
  return row.clocks.flatMap((clock) => {
    const state = verdictOf(clock, row, window);
    if (state !== 'late' && state !== 'overdue') return [];
    const { profile, id, name, dueAt, metAt } = clock;
    return [{ profile, id, name, state, dueAt, metAt: state === 'late' ? metAt : null }];
  });
}

const isOverdue = ({ broken }: ReportItem): boolean => broken.some(({ state }) => state === 'overdue');

function byUrgency(a: ReportItem, b: ReportItem): number {
  if (isOverdue(a) !== isOverdue(b)) return isOverdue(a) ? -1 : 1;
  const [dueA, dueB] = [a.dueAt ?? Infinity, b.dueAt ?? Infinity];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return compare(a.id, b.id);
}

function byPlace(a: ReportItem, b: ReportItem): number {
  return compare(a.county, b.county) || compare(a.team, b.team) || byUrgency(a, b);
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
