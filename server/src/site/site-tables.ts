import type { z } from 'zod';
import type { FaultLog } from './faults.ts';
import { absentTable, parseTable } from './parse-table.ts';
import type { Table } from './parse-table.ts';
import { TABLES } from './tables.ts';
import type { TableSpec } from './tables.ts';

type TableName = keyof typeof TABLES;
export type Tables = { [Name in TableName]: Table<z.infer<(typeof TABLES)[Name]['schema']>> };

/** A file's bytes, or nothing if it is not there or could not be read. */
export type TableFiles = { [Name in TableName]?: Uint8Array | undefined };

export function parseTables(files: TableFiles, log: { faults: FaultLog; warnings: FaultLog }): Tables {
  const read = <S extends z.ZodObject>(spec: TableSpec<S>, bytes: Uint8Array | undefined) =>
    bytes ? parseTable(spec, bytes, log) : absentTable(spec);
  return {
    divisions: read(TABLES.divisions, files.divisions),
    plant: read(TABLES.plant, files.plant),
    devices: read(TABLES.devices, files.devices),
    weakAreas: read(TABLES.weakAreas, files.weakAreas),
    maintenance: read(TABLES.maintenance, files.maintenance),
  };
}

/** What some text columns of every row say, wrong rows included: nothing for a cell that is empty or wrong. */
export function forEachRow<Row, Column extends keyof Row & string>(
  table: Table<Row>,
  columns: readonly Column[],
  visit: (texts: Partial<Record<Column, string>>, line: number) => void,
): void {
  const pick = (row: Partial<Record<Column, unknown>>) => {
    const texts: Partial<Record<Column, string>> = {};
    for (const column of columns) {
      const text = row[column];
      if (typeof text === 'string' && text !== '') texts[column] = text;
    }
    return texts;
  };
  table.rows.forEach((row, index) => visit(pick(row), table.lines[index] ?? 0));
  for (const { cells, line } of table.wrong) visit(pick(cells as Partial<Record<Column, unknown>>), line);
}
