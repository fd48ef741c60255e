import type { Actor, Json } from '@fengsui/config/contract';
import type { KeptRecord, RecordChange, RecordKind, RecordVersion, Records } from '../records/port.ts';
import type { Connection } from './open-database.ts';
import { inTransaction } from './open-database.ts';

interface Row {
  kind: RecordKind;
  id: string;
  version: number;
  at: number;
  by: string;
  value: string | null;
}

const COLUMNS = 'kind, id, version, at, changed_by AS "by", value';
const NEWEST =
  'version = (SELECT max(version) FROM records AS r WHERE r.kind = records.kind AND r.id = records.id)';

/** Every version is a row that is never changed; what counts is the newest of each record. */
export function createRecords(connection: Connection, open: () => void): Records {
  const all = connection.prepare(
    `SELECT ${COLUMNS} FROM records WHERE kind = ? AND value IS NOT NULL AND ${NEWEST} ORDER BY id`,
  );
  const newest = connection.prepare(
    `SELECT ${COLUMNS} FROM records WHERE kind = ? AND id = ? ORDER BY version DESC LIMIT ?`,
  );
  const insert = connection.prepare(
    'INSERT INTO records (kind, id, version, at, changed_by, value) VALUES (?, ?, ?, ?, ?, ?)',
  );

  const versions = (kind: RecordKind, id: string, limit: number): Row[] =>
    newest.all(kind, id, limit) as Row[];

  function write({ kind, id, at, by }: RecordChange, version: number, value: Json | undefined): void {
    const text = value === undefined ? null : JSON.stringify(value);
    insert.run(kind, id, version, at, JSON.stringify(by), text);
  }

  return {
    all(kind) {
      open();
      return (all.all(kind) as Row[]).map(toRecord);
    },
    get(kind, id) {
      open();
      const [row] = versions(kind, id, 1);
      return row && row.value !== null ? toRecord(row) : undefined;
    },
    put({ value, ...change }) {
      open();
      return inTransaction(connection, () => {
        const [row] = versions(change.kind, change.id, 1);
        const there = row && row.value !== null ? row.version : 0;
        if (change.version !== undefined && change.version !== there) return 'changed_meanwhile';
        const version = (row?.version ?? 0) + 1;
        write(change, version, value);
        return { ...change, version, value };
      });
    },
    remove(change) {
      open();
      return inTransaction(connection, () => {
        const [row] = versions(change.kind, change.id, 1);
        if (!row || row.value === null) return false;
        write(change, row.version + 1, undefined);
        return true;
      });
    },
    history(kind, id, limit) {
      open();
      return versions(kind, id, limit).map(toVersion);
    },
  };
}

function toRecord({ by, value, ...row }: Row): KeptRecord {
  return { ...row, by: JSON.parse(by) as Actor, value: JSON.parse(value ?? 'null') as Json };
}

function toVersion(row: Row): RecordVersion {
  return { ...toRecord(row), isRemoved: row.value === null };
}
