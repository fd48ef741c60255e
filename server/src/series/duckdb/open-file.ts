import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { SeriesUnusable } from '../port.ts';
import { BARE } from './layouts.ts';
import { loadLayouts } from './dictionary.ts';
import { MIGRATIONS, SCHEMA, SCHEMA_VERSION, addLayout } from './schema.ts';

export interface FileOptions {
  /** The database file; it and its folder are made if need be. */
  file: string;
  memoryMb?: number;
  threads?: number;
}

export interface OpenFile {
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/** Opens or makes the file. Throws SeriesUnusable. */
export async function openFile({ file, memoryMb = 512, threads = 2 }: FileOptions): Promise<OpenFile> {
  mkdirSync(dirname(file), { recursive: true });
  // A crash in the first moment leaves an empty file, which DuckDB does not take for a new one.
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file);
  const instance = await DuckDBInstance.create(file, {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    max_temp_directory_size: '4GB',
    // Nothing is ever fetched from the internet, and no SQL can reach other files.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  }).catch((error: Error) => {
    throw unusable(file, error);
  });
  try {
    const connection = await instance.connect();
    await migrate(connection, file);
    connection.closeSync();
  } catch (error) {
    instance.closeSync();
    throw unusable(file, error as Error);
  }
  return { connect: () => instance.connect(), close: () => instance.closeSync() };
}

async function migrate(connection: DuckDBConnection, file: string): Promise<void> {
  const tables = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables()');
  const names = tables.getRows().map(([name]) => name);
  if (names.length === 0) return create(connection);
  if (!names.includes('format')) throw new SeriesUnusable(`${file} is a database of another program`);
  const [[version] = []] = (await connection.runAndReadAll('SELECT version FROM format')).getRows();
  if (typeof version === 'number' && version <= SCHEMA_VERSION) return upgrade(connection, version);
  throw new SeriesUnusable(
    `${file} has format ${String(version)}, this program knows format ${SCHEMA_VERSION}: use the newer program`,
  );
}

/** All steps in one transaction: after a crash the file has the old format or the new one. */
async function upgrade(connection: DuckDBConnection, version: number): Promise<void> {
  if (version === SCHEMA_VERSION) return;
  const layouts = await loadLayouts(connection);
  await connection.run('BEGIN');
  for (let to = version + 1; to <= SCHEMA_VERSION; to++) {
    for (const statement of MIGRATIONS[to]?.(layouts) ?? []) await connection.run(statement);
  }
  await connection.run('COMMIT');
}

async function create(connection: DuckDBConnection): Promise<void> {
  await connection.run('BEGIN');
  for (const statement of SCHEMA) await connection.run(statement);
  await addLayout(connection, BARE);
  await connection.run('COMMIT');
}

/** A file that is damaged may open well and fail at the first thing that is read of it. */
export function unusable(file: string, error: Error): SeriesUnusable {
  return error instanceof SeriesUnusable ? error : new SeriesUnusable(explain(file, error.message));
}

function explain(file: string, because: string): string {
  const detail = because.split('\n')[0]?.slice(0, 300) ?? '';
  if (/lock|already attached|file handle conflict/i.test(because)) {
    return `${file} is in use by another process; only one server may use it at a time (${detail})`;
  }
  return `${file} cannot be opened, it may be damaged; move it away or restore a copy (${detail})`;
}
