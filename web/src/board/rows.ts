import type { FigureGroup, FigureSet, FigureState, ReportItem } from '@fengsui/config/contract';
import type { Language } from '../i18n/language.ts';

/** A line of the board; without figures nothing happened there. */
export interface BoardRow {
  id: string;
  name: string;
  figures: FigureSet | undefined;
}

const RANK: Readonly<Record<FigureState, number>> = { red: 0, yellow: 1, green: 2, too_few: 3 };

/** Whoever must act stands first; places where nothing happened stand last, for they are there all the same. */
export function boardRows(
  groups: readonly FigureGroup[],
  places: readonly { id: string; name: string }[],
  language: Language,
): BoardRow[] {
  const known = new Set(groups.map(({ id }) => id));
  const quiet = places.filter(({ id }) => !known.has(id)).map((one) => ({ ...one, figures: undefined }));
  const told = groups.map(({ id, name, ...figures }) => ({ id, name: name[language], figures }));
  return [...told.sort(worstFirst), ...quiet];
}

type Told = BoardRow & { figures: FigureSet };

function worstFirst({ figures: a, id }: Told, { figures: b, id: other }: Told): number {
  return (
    RANK[a.timeliness.state] - RANK[b.timeliness.state] ||
    b.overdue - a.overdue ||
    (a.timeliness.ratio ?? 1) - (b.timeliness.ratio ?? 1) ||
    b.open - a.open ||
    (id < other ? -1 : 1)
  );
}

export interface SheetGroup {
  county: string;
  items: readonly ReportItem[];
  overdue: number;
  stuck: number;
}

export const isOverdue = ({ broken }: ReportItem): boolean => broken.some(({ state }) => state === 'overdue');

/** By county, in the order in which the report has them: the most urgent first. */
export function sheetGroups(items: readonly ReportItem[]): SheetGroup[] {
  const byCounty = new Map<string, ReportItem[]>();
  for (const item of items) byCounty.set(item.county, [...(byCounty.get(item.county) ?? []), item]);
  return [...byCounty].map(([county, own]) => ({
    county,
    items: own,
    overdue: own.filter(isOverdue).length,
    stuck: own.filter(({ stuckSince }) => stuckSince !== null).length,
  }));
}
