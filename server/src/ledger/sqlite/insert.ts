import type { Connection } from './open-database.ts';

export type Row = readonly (string | number | null)[];

/** Running a statement costs about as much as a few rows do. */
const ROWS_AT_ONCE = 100;

/** Prepares an INSERT of any number of rows; `head` names the columns, `tail` is what follows the values. */
export function prepareInsert(
  connection: Connection,
  head: string,
  columns: number,
  tail: string,
): (rows: readonly Row[]) => void {
  const values = `(${Array(columns).fill('?').join(', ')})`;
  const prepare = (rows: number) =>
    connection.prepare(`${head} VALUES ${Array(rows).fill(values).join(', ')} ${tail}`);
  const [many, one] = [prepare(ROWS_AT_ONCE), prepare(1)];
  return (rows) => {
    const whole = rows.length - (rows.length % ROWS_AT_ONCE);
    for (let from = 0; from < whole; from += ROWS_AT_ONCE)
      many.run(...rows.slice(from, from + ROWS_AT_ONCE).flat());
    for (const row of rows.slice(whole)) one.run(...row);
  };
}
