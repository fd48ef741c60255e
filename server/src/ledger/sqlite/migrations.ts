/**
 * The ledger's shape, step by step; a step that was released is never changed. The database's
 * `user_version` says how many of them it has seen. Plain SQL, so that another database can follow.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE devices (
     id TEXT PRIMARY KEY,
     state TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE link_transitions (
     device TEXT NOT NULL,
     at INTEGER NOT NULL,
     from_state TEXT NOT NULL,
     to_state TEXT NOT NULL,
     because TEXT NOT NULL,
     PRIMARY KEY (device, at, to_state)
   ) WITHOUT ROWID;
   CREATE TABLE marks (
     journal TEXT PRIMARY KEY,
     journal_offset INTEGER NOT NULL
   ) WITHOUT ROWID;`,
];
