import type { Checkpoint, DeviceRecord, Ledger, LinkTransition } from '../port.ts';
import { openDatabase } from './open-database.ts';

interface TransitionRow {
  device: string;
  at: number;
  from_state: string;
  to_state: string;
  because: string;
}

/** The ledger in one SQLite file. Throws LedgerUnusable where the file cannot be used. */
export function openSqliteLedger(file: string): Ledger {
  const database = openDatabase(file);
  const putDevice = database.prepare(
    'INSERT INTO devices (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state',
  );
  const putTransition = database.prepare(
    `INSERT INTO link_transitions (device, at, from_state, to_state, because) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (device, at, to_state) DO NOTHING`,
  );
  const putMark = database.prepare(
    `INSERT INTO marks (journal, journal_offset) VALUES (?, ?)
     ON CONFLICT (journal) DO UPDATE SET journal_offset = excluded.journal_offset`,
  );
  const getMark = database.prepare('SELECT journal_offset FROM marks WHERE journal = ?');
  const getDevices = database.prepare('SELECT id, state FROM devices ORDER BY id');
  const getTransitions = database.prepare(
    `SELECT device, at, from_state, to_state, because FROM link_transitions
     WHERE device = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?`,
  );
  const commit = database.transaction(({ journal, offset, devices, transitions }: Checkpoint) => {
    for (const { id, state } of devices) putDevice.run(id, state);
    for (const { device, at, from, to, because } of transitions)
      putTransition.run(device, at, from, to, because);
    putMark.run(journal, offset);
  });

  return {
    kind: 'sqlite',
    commit: (checkpoint) => void commit(checkpoint),
    offset: (journal) => (getMark.get(journal) as { journal_offset: number } | undefined)?.journal_offset,
    devices: () => getDevices.iterate() as IterableIterator<DeviceRecord>,
    transitions: ({ device, from, to, limit }) =>
      (getTransitions.all(device, from, to, limit) as TransitionRow[]).map(toTransition),
    check: () => void database.prepare('SELECT 1').get(),
    close: () => void database.close(),
  };
}

function toTransition({ device, at, from_state, to_state, because }: TransitionRow): LinkTransition {
  return { device, at, from: from_state, to: to_state, because };
}
