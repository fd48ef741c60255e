import type { Checkpoint, DeviceRecord, Ledger, LinkTransition } from '../port.ts';
import { prepareInsert } from './insert.ts';
import type { Connection } from './open-database.ts';
import { inTransaction, openDatabase } from './open-database.ts';

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

function createCommit(connection: Connection): (checkpoint: Checkpoint) => void {
  const putDevices = prepareInsert(
    connection,
    'INSERT INTO devices (id, state)',
    2,
    'ON CONFLICT (id) DO UPDATE SET state = excluded.state',
  );
  const putTransitions = prepareInsert(
    connection,
    'INSERT INTO transitions (device, at, from_state, to_state, because)',
    5,
    'ON CONFLICT (device, at, to_state) DO NOTHING',
  );
  const putMark = prepareInsert(
    connection,
    'INSERT INTO marks (journal, journal_offset)',
    2,
    'ON CONFLICT (journal) DO UPDATE SET journal_offset = excluded.journal_offset',
  );
  return ({ journal, offset, devices, transitions }) => {
    putDevices(devices.map(({ id, state }) => [id, state]));
    putTransitions(transitions.map(({ device, at, from, to, because }) => [device, at, from, to, because]));
    putMark([[journal, offset]]);
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
