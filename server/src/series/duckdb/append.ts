import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { DuckDBDataChunk } from '@duckdb/node-api';

/** DuckDB's own vector size: the most rows that a chunk can hold. */
const CHUNK_ROWS = 2_048;

/**
 * Adds rows to a table of exactly these columns; they are there when the transaction is committed.
 * Between chunks the rest of the program has its turn.
 */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  types: readonly DuckDBType[],
  rows: readonly (readonly DuckDBValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table);
  try {
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, rows.length - from));
      for (let column = 0; column < types.length; column++) {
        const values = Array.from({ length: chunk.rowCount }, (_, i) => rows[from + i]?.[column] ?? null);
        chunk.setColumnValues(column, values);
      }
      appender.appendDataChunk(chunk);
      await setImmediate();
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
