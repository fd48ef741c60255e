import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { INTEGER, VARCHAR } from '@duckdb/node-api';
import { appendRows } from '../append.ts';

/**
 * Hours of areas are in a table for each metric: whoever asks about one reads no other. Everything here is
 * read anew each time, so that a transaction that fails leaves nothing behind.
 */
const tableOf = (id: number): string => `area_hours_${id}`;

/** Tables by their metric. */
export async function areaTables(connection: DuckDBConnection): Promise<Map<string, string>> {
  const found = await connection.runAndReadAll('SELECT id, metric FROM area_metrics');
  return new Map(found.getRows().map(([id, metric]) => [String(metric), tableOf(Number(id))]));
}

export async function addAreaTable(
  connection: DuckDBConnection,
  tables: Map<string, string>,
  metric: string,
): Promise<string> {
  const id = tables.size + 1;
  const columns =
    'hour INTEGER NOT NULL, area INTEGER NOT NULL, n INTEGER NOT NULL, weak DOUBLE NOT NULL, bad DOUBLE NOT NULL, levels VARCHAR NOT NULL';
  await connection.run(`CREATE TABLE ${tableOf(id)} (${columns})`);
  await connection.run('INSERT INTO area_metrics VALUES ($id, $metric)', { id, metric });
  tables.set(metric, tableOf(id));
  return tableOf(id);
}

/** The numbers of areas; those that have none are given one. */
export async function learnAreas(
  connection: DuckDBConnection,
  areas: Iterable<string>,
): Promise<Map<string, number>> {
  const known = await connection.runAndReadAll('SELECT area, id FROM area_names');
  const ids = new Map(known.getRows().map(([area, id]) => [String(area), Number(id)]));
  const added: DuckDBValue[][] = [];
  for (const area of areas) {
    if (ids.has(area)) continue;
    ids.set(area, ids.size + 1);
    added.push([ids.size, area]);
  }
  await appendRows(connection, 'area_names', [INTEGER, VARCHAR], added);
  return ids;
}
