import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { LedgerUnusable } from '../port.ts';
import { MIGRATIONS } from './migrations.ts';

export type Connection = Database.Database;

/** Calls block the whole program, so another process may hold the file only this long, ms. */
const BUSY_TIMEOUT_MS = 2_000;

/** Used only as far as there is something to hold. */
const CACHE_KIB = 64 * 1024;
/** Of 4 KiB each: how far the log of changes may grow before it is worked into the file. */
const CHECKPOINT_PAGES = 8_000;

/** Opens or makes the file and brings its schema up to date. Throws LedgerUnusable. */
export function openDatabase(file: string, migrations = MIGRATIONS): Connection {
  let connection: Connection | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    connection = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    connection.exec('PRAGMA journal_mode = WAL');
    // A journal lets go of what the ledger has; NORMAL could lose that again with the power.
    connection.exec('PRAGMA synchronous = FULL');
    connection.exec('PRAGMA foreign_keys = ON');
    // Devices report in no order of the file: with little room every row is read and written by itself.
    connection.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    connection.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    migrate(connection, file, migrations);
    return connection;
  } catch (error) {
    connection?.close();
    throw error instanceof LedgerUnusable ? error : new LedgerUnusable(explain(file, error as Error));
  }
}

/** All of `change`, or nothing of it. */
export function inTransaction<T>(connection: Connection, change: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = change();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has ended the transaction already.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function migrate(connection: Connection, file: string, migrations: typeof MIGRATIONS): void {
  const version = schemaVersion(connection);
  if (version > migrations.length) {
    throw new LedgerUnusable(
      `${file} has schema ${version}, this program knows schema ${migrations.length}: use the newer program`,
    );
  }
  for (const [i, statements] of migrations.entries()) {
    if (i < version) continue;
    inTransaction(connection, () => {
      for (const statement of statements) connection.exec(statement);
      connection.exec(`PRAGMA user_version = ${i + 1}`);
    });
  }
}

function schemaVersion(connection: Connection): number {
  const [row] = connection.prepare('PRAGMA user_version').all() as { user_version: number }[];
  return row?.user_version ?? 0;
}

function explain(file: string, { message }: Error): string {
  if (/locked|busy/i.test(message)) return `${file} is in use by another process (${message})`;
  return `${file} cannot be opened, it may be damaged; move it away or restore a copy (${message})`;
}
