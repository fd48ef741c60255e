import type { z } from 'zod';
import type { FaultLog } from './faults.ts';
import { quote } from './quote.ts';
import type { TableSpec } from './tables.ts';

export interface TableHeader {
  /** How many cells each row must have. */
  width: number;
  /** The columns that are read, and where each stands. */
  columns: readonly { name: string; index: number }[];
  /** Columns that are required and not there: told once, not again for every row. */
  missing: ReadonlySet<string>;
}

/** The first row of a CSV → which columns are where. An unknown column is a warning, for it harms nothing. */
export function readHeader<S extends z.ZodObject>(
  spec: TableSpec<S>,
  cells: readonly string[],
  line: number,
  log: { faults: FaultLog; warnings: FaultLog },
): TableHeader {
  const { file } = spec;
  const known = Object.keys(spec.schema.shape);
  const missing = known.filter((name) => !cells.includes(name) && !spec.mayLack.includes(name));
  for (const column of missing) log.faults.add({ file, line, column, message: 'this column is missing' });
  cells.forEach((name, index) => {
    if (!known.includes(name)) {
      log.warnings.add({
        file,
        line,
        message: `${quote(name)} is not a column of this file; it is not read`,
      });
    } else if (cells.indexOf(name) !== index) {
      log.faults.add({ file, line, column: name, message: 'this column stands here twice' });
    }
  });
  const columns = known
    .map((name) => ({ name, index: cells.indexOf(name) }))
    .filter(({ index }) => index >= 0);
  return { width: cells.length, columns, missing: new Set(missing) };
}
