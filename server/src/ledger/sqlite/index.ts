import type { DeviceRecord, Ledger, LinkTransition } from '../port.ts';
import { createCommit } from './commit.ts';
import { createCounties } from './county.ts';
import { readDesk } from './desk.ts';
import { readIncidents } from './incidents.ts';
import type { Connection } from './open-database.ts';
import { inTransaction, openDatabase } from './open-database.ts';
import { createRecords } from './records.ts';

const DEVICES_AT_ONCE = 1_000;

/** Keeps the ledger in one SQLite file. Throws LedgerUnusable if that cannot be used. */
export function openSqliteLedger(file: string): Ledger {
  const connection = openDatabase(file);
  const commit = createCommit(connection);
  const offset = connection.prepare('SELECT journal_offset FROM marks WHERE journal = ?');
  const transitions = connection.prepare(
    `SELECT device, at, from_state, to_state, because FROM transitions
     WHERE device = ? AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?`,
  );
  const check = connection.prepare('UPDATE checks SET times = times + 1 WHERE id = 1');
  const incidents = readIncidents(connection);
  const desk = readDesk(connection);
  let isClosed = false;

  /** Prepared statements of this library go on working after their connection was closed. */
  const open = () => {
    if (isClosed) throw new Error('the ledger is closed');
  };

  return {
    kind: 'sqlite',
    commit(checkpoint) {
      open();
      inTransaction(connection, () => commit(checkpoint));
    },
    offset(journal) {
      open();
      return (offset.get(journal) as { journal_offset: number } | undefined)?.journal_offset;
    },
    devices() {
      open();
      return allDevices(connection);
    },
    transitions({ device, from, to, limit }) {
      open();
      return (transitions.all(device, from, to, limit) as TransitionRow[]).map(toTransition);
    },
    incidents(query) {
      open();
      return incidents.incidents(query);
    },
    incident(id) {
      open();
      return incidents.incident(id);
    },
    timeline(id, limit) {
      open();
      return incidents.timeline(id, limit);
    },
    parts() {
      open();
      return incidents.parts();
    },
    ...createCounties(connection, open),
    records: createRecords(connection, open),
    openCases() {
      open();
      return desk.openCases();
    },
    casesWithin(query) {
      open();
      return desk.casesWithin(query);
    },
    caseOf(id) {
      open();
      return desk.caseOf(id);
    },
    handled(id, limit) {
      open();
      return desk.handled(id, limit);
    },
    message(id) {
      open();
      return desk.message(id);
    },
    messages(query) {
      open();
      return desk.messages(query);
    },
    check() {
      open();
      inTransaction(connection, () => void check.run());
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      connection.close();
    },
  };
}

/** In pages, so that a reader that stops half-way leaves no open statement behind. */
function* allDevices(connection: Connection): Generator<DeviceRecord> {
  const page = connection.prepare('SELECT id, state FROM devices WHERE id > ? ORDER BY id LIMIT ?');
  let last = '';
  for (;;) {
    const rows = page.all(last, DEVICES_AT_ONCE) as DeviceRecord[];
    for (const { id, state } of rows) yield { id, state };
    const end = rows.at(-1);
    if (!end || rows.length < DEVICES_AT_ONCE) return;
    last = end.id;
  }
}

interface TransitionRow {
  device: string;
  at: number;
  from_state: string;
  to_state: string;
  because: string;
}

function toTransition({ device, at, from_state, to_state, because }: TransitionRow): LinkTransition {
  return { device, at, from: from_state, to: to_state, because };
}
