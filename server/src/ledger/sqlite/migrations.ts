/**
 * The ledger's shape, step by step; a step that is in use somewhere is never changed. The database's
 * `user_version` says how many of them it has seen. Plain SQL, so that another database can follow.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'CREATE TABLE devices (id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID',
    `CREATE TABLE link_transitions (
      device TEXT NOT NULL,
      at INTEGER NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      because TEXT NOT NULL,
      PRIMARY KEY (device, at, to_state)
    ) WITHOUT ROWID`,
    'CREATE TABLE marks (journal TEXT PRIMARY KEY, journal_offset INTEGER NOT NULL) WITHOUT ROWID',
  ],
  // `id` tells the order of transitions that fall on one instant; `checks` is there to be written to.
  [
    `CREATE TABLE transitions (
      id INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      at INTEGER NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      because TEXT NOT NULL,
      UNIQUE (device, at, to_state)
    )`,
    `INSERT INTO transitions (device, at, from_state, to_state, because)
      SELECT device, at, from_state, to_state, because FROM link_transitions ORDER BY at, device, to_state`,
    'DROP TABLE link_transitions',
    'CREATE TABLE checks (id INTEGER PRIMARY KEY, times INTEGER NOT NULL)',
    'INSERT INTO checks (id, times) VALUES (1, 0)',
  ],
  // Columns are what is asked for; the rest of an incident stays JSON. `seq` tells the order within an instant.
  [
    `CREATE TABLE incidents (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      type TEXT NOT NULL,
      area TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      closed_at INTEGER,
      incident TEXT NOT NULL
    ) WITHOUT ROWID`,
    'CREATE INDEX incidents_by_opening ON incidents (opened_at, id)',
    'CREATE INDEX incidents_by_area ON incidents (area)',
    `CREATE TABLE incident_facts (
      seq INTEGER PRIMARY KEY,
      incident TEXT NOT NULL,
      at INTEGER NOT NULL,
      change TEXT NOT NULL,
      fact TEXT NOT NULL,
      UNIQUE (incident, at, change)
    )`,
    'CREATE TABLE parts (name TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID',
  ],
  // Counties that came from other servers or went to them, step by step; `content` is what one was packed in.
  [
    `CREATE TABLE hand_overs (
      seq INTEGER PRIMARY KEY,
      county TEXT NOT NULL,
      state TEXT NOT NULL,
      bundle TEXT NOT NULL,
      peer TEXT NOT NULL,
      at INTEGER NOT NULL,
      content BLOB
    )`,
  ],
  // What people do about incidents, whom they are told to, and what people keep. Columns are what is asked for.
  [
    `CREATE TABLE cases (
      id TEXT PRIMARY KEY,
      team TEXT NOT NULL,
      area TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      closed_at INTEGER,
      state TEXT NOT NULL
    ) WITHOUT ROWID`,
    'CREATE INDEX cases_by_opening ON cases (opened_at, id)',
    'CREATE INDEX cases_by_closing ON cases (closed_at)',
    `CREATE TABLE desk_facts (
      incident TEXT NOT NULL,
      n INTEGER NOT NULL,
      fact TEXT NOT NULL,
      PRIMARY KEY (incident, n)
    ) WITHOUT ROWID`,
    `CREATE TABLE messages (
      id TEXT PRIMARY KEY,
      person TEXT NOT NULL,
      state TEXT NOT NULL,
      at INTEGER NOT NULL,
      message TEXT NOT NULL
    ) WITHOUT ROWID`,
    'CREATE INDEX messages_by_state ON messages (state, at)',
    'CREATE INDEX messages_by_person ON messages (person, at)',
    `CREATE TABLE records (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      at INTEGER NOT NULL,
      changed_by TEXT NOT NULL,
      value TEXT,
      PRIMARY KEY (kind, id, version)
    ) WITHOUT ROWID`,
  ],
];
