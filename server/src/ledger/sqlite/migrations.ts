/**
 * How the ledger's tables came to be: migration N takes the schema from version N to N + 1. What was
 * released is never changed, only added to. Plain SQL, so that another database can follow.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'CREATE TABLE checkpoints (journal TEXT NOT NULL PRIMARY KEY, upto INTEGER NOT NULL)',
    'CREATE TABLE devices (id TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL)',
    `CREATE TABLE transitions (
      id INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      at INTEGER NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      because TEXT NOT NULL,
      UNIQUE (device, at, to_state)
    )`,
    'CREATE TABLE checks (id INTEGER NOT NULL PRIMARY KEY, times INTEGER NOT NULL)',
    'INSERT INTO checks (id, times) VALUES (1, 0)',
  ],
];
