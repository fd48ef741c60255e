import type { WeeklyReport } from '@fengsui/config/contract';
import type { CaseRow, Window } from './case-row.ts';
import { isOpen } from './case-row.ts';
import type { Names } from './figures.ts';
import { windowFigures } from './figures.ts';
import { itemList } from './report-items.ts';

/** Rows that were open at any time of a window, as they stood at its end. */
export interface Period {
  window: Window;
  rows: readonly CaseRow[];
}

/** The dispatch sheet (周调度单): what is open now, who has it and until when, and how last week went. */
export function weeklySheet(
  week: Period,
  before: Period,
  names: Names,
): Pick<WeeklyReport, 'kind' | 'figures' | 'before' | 'open'> {
  return {
    kind: 'weekly',
    figures: windowFigures(week.rows, week.window, names),
    before: windowFigures(before.rows, before.window, names),
    open: itemList(
      week.rows.filter((row) => isOpen(row, week.window)),
      week.window,
    ),
  };
}
