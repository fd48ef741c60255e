import type { DuckDBConnection } from '@duckdb/node-api';
import type { Layout } from './layouts.ts';

/**
 * Names become small numbers (`devices`, `boots`), samples with the same metrics share a table
 * (`layouts`, `samples_N`), and what has no column there (texts, rare metrics) is in `loose`. Nothing
 * has an index: the newest data is always at the end, and a scan within a span of time is fast.
 */
export const SCHEMA_VERSION = 1;

export const SCHEMA = [
  'CREATE TABLE format (version INTEGER)',
  `INSERT INTO format VALUES (${SCHEMA_VERSION})`,
  'CREATE TABLE marks (journal VARCHAR PRIMARY KEY, upto BIGINT NOT NULL)',
  'CREATE TABLE devices (id INTEGER NOT NULL, name VARCHAR NOT NULL)',
  'CREATE TABLE boots (id INTEGER NOT NULL, device INTEGER NOT NULL, boot VARCHAR NOT NULL)',
  'CREATE TABLE layouts (id INTEGER NOT NULL, metrics VARCHAR NOT NULL)',
  'CREATE TABLE loose (device INTEGER NOT NULL, ts BIGINT NOT NULL, metric VARCHAR NOT NULL, value DOUBLE, text VARCHAR)',
];

export function tableOf({ id }: Layout): string {
  return `samples_${id}`;
}

/** Makes the table of a layout and remembers what its columns mean. */
export async function addLayout(connection: DuckDBConnection, layout: Layout): Promise<void> {
  const columns = layout.metrics.map((_, i) => `, c${i} DOUBLE`).join('');
  await connection.run(
    `CREATE TABLE ${tableOf(layout)} (device INTEGER NOT NULL, ts BIGINT NOT NULL, boot INTEGER NOT NULL, seq BIGINT NOT NULL, late BOOLEAN NOT NULL${columns})`,
  );
  const row = { id: layout.id, metrics: JSON.stringify(layout.metrics) };
  await connection.run('INSERT INTO layouts VALUES ($id, $metrics)', row);
}
