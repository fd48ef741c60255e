import type { FaultLog } from './faults.ts';
import type { Table } from './parse-table.ts';
import { quote } from './quote.ts';
import { forEachRow } from './site-tables.ts';
import type { Tables } from './site-tables.ts';

const SCOPE_TABLES = { node: 'plant', area: 'divisions', device: 'devices' } as const;

/**
 * Every cell that names a row must name one that is there; a row that is there but wrong counts as there.
 * A division's parent is another matter, for the top's may lie outside of the site (check-trees).
 */
export function checkReferences(tables: Tables, faults: FaultLog): void {
  const { divisions, plant, devices, weakAreas, maintenance } = tables;
  checkColumn(plant, 'parent', plant, faults);
  checkColumn(plant, 'area', divisions, faults);
  checkColumn(devices, 'node', plant, faults);
  checkColumn(devices, 'area', divisions, faults);
  checkColumn(weakAreas, 'area', divisions, faults);
  forEachRow(maintenance, ['scope'], ({ scope }, line) => {
    if (scope === undefined) return;
    const { kind, id } = splitScope(scope);
    checkOne({ file: maintenance.file, line, column: 'scope' }, id, tables[SCOPE_TABLES[kind]], faults);
  });
}

/** `node:hub-1` → its two halves; the schema has made sure of the shape. */
export function splitScope(scope: string): { kind: keyof typeof SCOPE_TABLES; id: string } {
  const colon = scope.indexOf(':');
  return { kind: scope.slice(0, colon) as keyof typeof SCOPE_TABLES, id: scope.slice(colon + 1) };
}

function checkColumn<Row>(
  from: Table<Row>,
  column: keyof Row & string,
  to: Table<unknown>,
  faults: FaultLog,
): void {
  forEachRow(from, [column], (texts, line) => {
    const id = texts[column];
    if (id !== undefined) checkOne({ file: from.file, line, column }, id, to, faults);
  });
}

function checkOne(
  place: { file: string; line: number; column: string },
  id: string,
  to: Table<unknown>,
  faults: FaultLog,
): void {
  if (!to.keyLines || to.keyLines.has(id)) return;
  faults.add({ ...place, message: `${quote(id)} is not in ${to.file}` });
}
