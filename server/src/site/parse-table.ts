import type { z } from 'zod';
import { readRecords } from '../csv/csv-records.ts';
import type { FaultLog } from './faults.ts';
import { quote } from './quote.ts';
import { readHeader } from './table-header.ts';
import type { TableHeader } from './table-header.ts';
import type { TableSpec } from './tables.ts';

export type Cells = Readonly<Record<string, string | undefined>>;

export interface Table<Row> {
  file: string;
  /** The rows that are right, in the order of the file. */
  rows: Row[];
  /** The line of each of `rows`. */
  lines: number[];
  /** Of the rows that are wrong, the cells that are right: what they refer to is looked at all the same. */
  wrong: { cells: Cells; line: number }[];
  /** The line of every key in the file, also of wrong rows; nothing if not all keys could be read. */
  keyLines: Map<string, number> | undefined;
}

type Tell = (message: string, column?: string) => void;

/** A file that is not there, or could not be read: no rows, and nothing can be said about its keys. */
export function absentTable<S extends z.ZodObject>(spec: TableSpec<S>): Table<z.infer<S>> {
  return { file: spec.file, rows: [], lines: [], wrong: [], keyLines: undefined };
}

/** Bytes of a CSV → its rows. Whatever is wrong is added to `faults`, an unknown column to `warnings`. */
export function parseTable<S extends z.ZodObject>(
  spec: TableSpec<S>,
  bytes: Uint8Array,
  log: { faults: FaultLog; warnings: FaultLog },
): Table<z.infer<S>> {
  const { file } = spec;
  const table: Table<z.infer<S>> = { ...absentTable(spec), keyLines: new Map() };
  let readRow: RowReader | undefined;
  readRecords(bytes, {
    broken(line, message) {
      log.faults.add({ file, line, message });
      table.keyLines = undefined;
    },
    record(record, line) {
      if (readRow) readRow(record, line);
      else {
        const header = readHeader(spec, record, line, log);
        if (header.missing.has(spec.key)) table.keyLines = undefined;
        readRow = createRowReader(spec, header, table, log.faults);
      }
    },
  });
  if (!readRow) {
    log.faults.add({ file, line: 1, message: 'expected a header row, found nothing' });
    table.keyLines = undefined;
  }
  return table;
}

type RowReader = (record: readonly string[], line: number) => void;

function createRowReader<S extends z.ZodObject>(
  spec: TableSpec<S>,
  header: TableHeader,
  table: Table<z.infer<S>>,
  faults: FaultLog,
): RowReader {
  const pool = createPool(spec.repeated);
  const { file } = spec;
  return (record, line) => {
    const tell: Tell = (message, column) => faults.add({ file, line, ...(column && { column }), message });
    const cells = toCells(header, record, pool);
    noteKey(table.keyLines, spec.key, cells, line, tell);
    if (record.length !== header.width) {
      tell(`expected ${header.width} cells as in the header, found ${record.length}`);
      return;
    }
    const parsed = spec.schema.safeParse(cells);
    if (parsed.success) {
      table.rows.push(parsed.data);
      table.lines.push(line);
      return;
    }
    const wrong = explainRow(spec, cells, parsed.error.issues);
    for (const [column, message] of wrong) if (!header.missing.has(column)) tell(message, column);
    table.wrong.push({ cells: without(cells, wrong), line });
  };
}

function toCells(header: TableHeader, record: readonly string[], pool: Pool): Cells {
  const cells: Record<string, string | undefined> = {};
  for (const { name, index } of header.columns) cells[name] = pool(name, record[index]);
  return cells;
}

type Pool = (column: string, cell: string | undefined) => string | undefined;

/** One copy of what stands in many rows. */
function createPool(columns: readonly string[]): Pool {
  const copies = new Map<string, string>();
  return (column, cell) => {
    if (cell === undefined || !columns.includes(column)) return cell;
    const copy = copies.get(cell);
    if (copy === undefined) copies.set(cell, cell);
    return copy ?? cell;
  };
}

function noteKey(
  keyLines: Map<string, number> | undefined,
  column: string,
  cells: Cells,
  line: number,
  tell: Tell,
): void {
  const key = cells[column];
  if (!key) return;
  const first = keyLines?.get(key);
  if (first === undefined) keyLines?.set(key, line);
  else tell(`${quote(key)} stands on line ${first} already`, column);
}

/** One message a column: what its description says is right, or that of a rule that binds columns. */
function explainRow<S extends z.ZodObject>(
  spec: TableSpec<S>,
  cells: Cells,
  issues: readonly z.core.$ZodIssue[],
): Map<string, string> {
  const messages = new Map<string, string>();
  for (const issue of issues) {
    const column = String(issue.path[0] ?? spec.key);
    if (messages.has(column)) continue;
    const right = (spec.schema.shape[column] as z.ZodType | undefined)?.description;
    const found = cells[column] ? quote(cells[column]) : 'nothing';
    messages.set(column, issue.code === 'custom' ? issue.message : `expected ${right}, found ${found}`);
  }
  return messages;
}

function without(cells: Cells, columns: ReadonlyMap<string, unknown>): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([column]) => !columns.has(column)));
}
