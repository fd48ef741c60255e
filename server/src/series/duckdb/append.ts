import { setImmediate } from 'node:timers/promises';
import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBType,
  DuckDBValue,
  DuckDBVector,
} from '@duckdb/node-api';
import { BIGINT, BOOLEAN, DOUBLE, DuckDBDataChunk, INTEGER } from '@duckdb/node-api';
import type { SampleBlock } from './sample-rows.ts';
import { CHUNK_ROWS } from './sample-rows.ts';

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
  await withAppender(connection, table, async (appender) => {
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, rows.length - from));
      for (let column = 0; column < types.length; column++) {
        const values = Array.from({ length: chunk.rowCount }, (_, i) => rows[from + i]?.[column] ?? null);
        chunk.setColumnValues(column, values);
      }
      appender.appendDataChunk(chunk);
      await setImmediate();
    }
  });
}

const FIXED = [INTEGER, BIGINT, INTEGER, BIGINT, BOOLEAN];

export async function appendBlocks(
  connection: DuckDBConnection,
  table: string,
  blocks: readonly SampleBlock[],
): Promise<void> {
  const types = [...FIXED, ...(blocks[0]?.values ?? []).map(() => DOUBLE)];
  await withAppender(connection, table, async (appender) => {
    for (const block of blocks) {
      appender.appendDataChunk(chunkOf(block, types));
      await setImmediate();
    }
  });
}

function chunkOf({ rows, device, ts, boot, seq, late, values }: SampleBlock, types: readonly DuckDBType[]) {
  const chunk = DuckDBDataChunk.create(types, rows);
  fill(chunk, 0, (vector, i) => vector.setItem(i, device[i] ?? 0));
  fill(chunk, 1, (vector, i) => vector.setItem(i, BigInt(ts[i] ?? 0)));
  fill(chunk, 2, (vector, i) => vector.setItem(i, boot[i] ?? 0));
  fill(chunk, 3, (vector, i) => vector.setItem(i, BigInt(seq[i] ?? 0)));
  fill(chunk, 4, (vector, i) => vector.setItem(i, late[i] === 1));
  for (const [i, column] of values.entries()) fillNumbers(chunk, FIXED.length + i, column);
  return chunk;
}

function fill(
  chunk: DuckDBDataChunk,
  column: number,
  set: (vector: DuckDBVector, row: number) => void,
): void {
  const vector = chunk.getColumnVector(column);
  for (let row = 0; row < vector.itemCount; row++) set(vector, row);
  vector.flush();
}

/** Once a vector has a null, each further item costs several times as much: nulls come last. */
function fillNumbers(chunk: DuckDBDataChunk, column: number, values: Float64Array): void {
  const vector = chunk.getColumnVector(column);
  const nulls: number[] = [];
  for (let row = 0; row < vector.itemCount; row++) {
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) nulls.push(row);
    else vector.setItem(row, value);
  }
  for (const row of nulls) vector.setItem(row, null);
  vector.flush();
}

async function withAppender(
  connection: DuckDBConnection,
  table: string,
  work: (appender: DuckDBAppender) => Promise<void>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    await work(appender);
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
