import Database from 'libsql';
import { LedgerUnusable } from '../port.ts';
import { MIGRATIONS } from './migrations.ts';

/** How long a writer waits for another connection, e.g. a backup. */
const BUSY_MS = 5_000;

/** Opens the file and brings it up to date, each step in a transaction of its own. */
export function openDatabase(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = ${BUSY_MS};`,
    );
    migrate(database, file);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof LedgerUnusable) throw error;
    throw new LedgerUnusable(`the ledger ${file} cannot be opened: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function migrate(database: Database.Database, file: string): void {
  const { user_version: seen } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (seen > MIGRATIONS.length) {
    const known = MIGRATIONS.length;
    throw new LedgerUnusable(
      `the ledger ${file} is of version ${seen}, this program knows ${known}: run a newer one`,
    );
  }
  MIGRATIONS.slice(seen).forEach((step, i) => {
    database.exec(`BEGIN; ${step} PRAGMA user_version = ${seen + i + 1}; COMMIT;`);
  });
}
