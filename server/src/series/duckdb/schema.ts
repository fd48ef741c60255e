import type { DuckDBConnection } from '@duckdb/node-api';
import type { Layout } from './layouts.ts';

/**
 * Names become small numbers (`devices`, `boots`), samples with the same metrics share a table
 * (`layouts`, `samples_N`), and what has no column there (texts, rare metrics) is in `loose`. Nothing
 * has an index: the newest data is always at the end, and a scan within a span of time is fast.
 * `touched` are the hours (since 1970) with samples that are not in `hourly` yet; `upkeep` says that no
 * sample before `raw_from` is left. hours by area are in a table
 * for each metric (`area_metrics`, `area_hours_N`), with areas as numbers (`area_names`) and levels as
 * `encodeBins` writes them; `areas_owed` are hours in `hourly` that are not there yet.
 */
export const SCHEMA_VERSION = 3;

const ROLL_UPS = [
  'CREATE TABLE hourly (hour INTEGER NOT NULL, metric VARCHAR NOT NULL, device INTEGER NOT NULL, n BIGINT NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, total DOUBLE NOT NULL)',
  'CREATE TABLE touched (hour INTEGER NOT NULL)',
  'CREATE TABLE upkeep (raw_from BIGINT NOT NULL)',
  'INSERT INTO upkeep VALUES (0)',
];

const AREAS = [
  'CREATE TABLE area_names (id INTEGER NOT NULL, area VARCHAR NOT NULL)',
  'CREATE TABLE area_metrics (id INTEGER NOT NULL, metric VARCHAR NOT NULL)',
  'CREATE TABLE areas_owed (hour INTEGER NOT NULL)',
];

export const SCHEMA = [
  'CREATE TABLE format (version INTEGER)',
  `INSERT INTO format VALUES (${SCHEMA_VERSION})`,
  'CREATE TABLE marks (journal VARCHAR PRIMARY KEY, upto BIGINT NOT NULL)',
  'CREATE TABLE devices (id INTEGER NOT NULL, name VARCHAR NOT NULL)',
  'CREATE TABLE boots (id INTEGER NOT NULL, device INTEGER NOT NULL, boot VARCHAR NOT NULL)',
  'CREATE TABLE layouts (id INTEGER NOT NULL, metrics VARCHAR NOT NULL)',
  'CREATE TABLE loose (device INTEGER NOT NULL, ts BIGINT NOT NULL, metric VARCHAR NOT NULL, value DOUBLE, text VARCHAR)',
  ...ROLL_UPS,
  ...AREAS,
];

/** From the format before to each: what is told of the layouts that the file has. */
export const MIGRATIONS: Readonly<Record<number, (layouts: readonly Layout[]) => string[]>> = {
  2: (layouts) => [
    ...ROLL_UPS,
    `INSERT INTO touched SELECT DISTINCT ts // 3600000 FROM (${layouts
      .map((layout) => `SELECT DISTINCT ts // 3600000 * 3600000 AS ts FROM ${tableOf(layout)}`)
      .join(' UNION ALL ')})`,
    'UPDATE format SET version = 2',
  ],
  // Hours that were rolled up before have no verdicts: they are not owed.
  3: () => [...AREAS, 'UPDATE format SET version = 3'],
};

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
