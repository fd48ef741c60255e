import { DIVISION_LEVELS } from '@fengsui/config/contract';
import { findCircles } from './circles.ts';
import type { FaultLog } from './faults.ts';
import type { Table } from './parse-table.ts';
import { quote } from './quote.ts';
import { forEachRow } from './site-tables.ts';
import type { Tables } from './site-tables.ts';

/** Members of a circle that its fault names. */
const MAX_NAMED = 8;

/** No node may be above itself. */
export function checkPlant(plant: Tables['plant'], faults: FaultLog): void {
  const parentOf = new Map<string, string | undefined>();
  forEachRow(plant, ['id', 'parent'], ({ id, parent }) => {
    if (id !== undefined) parentOf.set(id, parent);
  });
  tellCircles(plant, parentOf, faults);
}

/**
 * One division is the top, known by a parent that is not in the file; each other one stands right below
 * something, which is of a wider level. Answers the top's code.
 */
export function checkDivisions(divisions: Tables['divisions'], faults: FaultLog): string | undefined {
  const { keyLines, file } = divisions;
  if (!keyLines) return undefined;
  if (keyLines.size === 0) faults.add({ file, message: 'expected at least one division, found none' });
  const { parentOf, rankOf } = treeOf(divisions);
  const isOutside = (parent: string | undefined) => parent !== undefined && !keyLines.has(parent);
  const top = [...parentOf.keys()].find((code) => isOutside(parentOf.get(code)));
  for (const [code, parent] of parentOf) {
    if (parent === undefined || code === top) continue;
    const message = isOutside(parent)
      ? `${quote(parent)} is not in this file, and only one division may be at the top (${top})`
      : wrongLevel(parent, rankOf.get(parent), rankOf.get(code));
    if (message) faults.add({ file, line: keyLines.get(code) ?? 0, column: 'parent', message });
  }
  tellCircles(divisions, parentOf, faults);
  return top;
}

/** Of each division its parent and the rank of its level, as far as the cells are right. */
function treeOf(divisions: Tables['divisions']) {
  const parentOf = new Map<string, string | undefined>();
  const rankOf = new Map<string, number>();
  forEachRow(divisions, ['code', 'parent', 'level'], ({ code, parent, level }) => {
    if (code === undefined) return;
    parentOf.set(code, parent);
    if (level !== undefined) rankOf.set(code, (DIVISION_LEVELS as readonly string[]).indexOf(level));
  });
  return { parentOf, rankOf };
}

function wrongLevel(
  parent: string,
  parentRank: number | undefined,
  rank: number | undefined,
): string | undefined {
  if (rank === undefined || parentRank === undefined || parentRank < rank) return undefined;
  return `a ${DIVISION_LEVELS[rank]} may not be below the ${DIVISION_LEVELS[parentRank]} ${quote(parent)}`;
}

function tellCircles<Row>(
  table: Table<Row>,
  parentOf: ReadonlyMap<string, string | undefined>,
  faults: FaultLog,
): void {
  for (const circle of findCircles(parentOf)) {
    const [first = ''] = circle;
    const named = circle.length > MAX_NAMED ? [...circle.slice(0, MAX_NAMED), '…'] : circle;
    const message = `a circle: ${[...named, first].join(' → ')}`;
    faults.add({ file: table.file, line: table.keyLines?.get(first) ?? 0, column: 'parent', message });
  }
}
