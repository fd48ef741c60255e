import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeLedger } from '../ledger.contract.ts';
import { LedgerUnusable } from '../port.ts';
import { openSqliteLedger } from './index.ts';

let folder: string;
const file = (): string => join(folder, 'ledger.sqlite');

function openNew() {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  return openSqliteLedger(file());
}

describeLedger('SQLite', openNew, () => rmSync(folder, { recursive: true }));

describe('the file of the SQLite ledger', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps what was committed', () => {
    const first = openSqliteLedger(file());
    first.commit({ journal: 'j', offset: 7, devices: [{ id: 'a', state: '1' }], transitions: [] });
    first.close();
    const second = openSqliteLedger(file());
    expect(second.offset('j')).toBe(7);
    expect([...second.devices()]).toEqual([{ id: 'a', state: '1' }]);
    second.close();
  });

  it('writes a checkpoint whole or not at all', () => {
    const ledger = openSqliteLedger(file());
    const broken = { id: 'b', state: null as unknown as string };
    const devices = [{ id: 'a', state: '1' }, broken];
    expect(() => ledger.commit({ journal: 'j', offset: 7, devices, transitions: [] })).toThrow();
    expect([...ledger.devices()]).toEqual([]);
    expect(ledger.offset('j')).toBeUndefined();
    ledger.close();
  });

  it('is refused when a newer program has written it', () => {
    const database = new Database(file());
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(() => openSqliteLedger(file())).toThrow(
      /is of version 999, this program knows \d+: run a newer one/,
    );
  });

  it('is refused by name when it is no database', () => {
    writeFileSync(file(), 'not a database, but long enough to have a header of a hundred bytes'.repeat(4));
    expect(() => openSqliteLedger(file())).toThrow(LedgerUnusable);
    expect(() => openSqliteLedger(file())).toThrow(file());
  });
});
