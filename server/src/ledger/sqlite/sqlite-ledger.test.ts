import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeLedger } from '../ledger.contract.ts';
import { LedgerUnusable } from '../port.ts';
import { openSqliteLedger } from './index.ts';
import { MIGRATIONS } from './migrations.ts';
import { openDatabase } from './open-database.ts';

let folder: string;
let file: string;

function makeFolder(): void {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-ledger-'));
  file = join(folder, 'ledger.sqlite');
}

describeLedger('SQLite', () => {
  makeFolder();
  let ledger = openSqliteLedger(file);
  return {
    ledger,
    reopen() {
      ledger.close();
      ledger = openSqliteLedger(file);
      return ledger;
    },
    cleanup() {
      ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('the SQLite file', () => {
  beforeEach(makeFolder);
  afterEach(() => rmSync(folder, { recursive: true }));

  const device = (id: string) => ({ id, state: '{}' });
  const checkpoint = { journal: 'j', offset: 1, devices: [device('stb-1')], transitions: [] };

  it('is made together with its folder', () => {
    openSqliteLedger(join(folder, 'a', 'b', 'ledger.sqlite')).close();
  });

  it('takes a step whole or not at all', () => {
    const ledger = openSqliteLedger(file);
    ledger.commit(checkpoint);
    const broken = { device: 'stb-1', at: 1, from: 'ONLINE', to: 'OFFLINE', because: undefined as never };
    const step = { journal: 'j', offset: 2, devices: [device('stb-2')], transitions: [broken] };
    expect(() => ledger.commit(step)).toThrow();
    expect(ledger.offset('j')).toBe(1);
    expect([...ledger.devices()].map(({ id }) => id)).toEqual(['stb-1']);
    ledger.commit({ ...step, transitions: [] });
    expect(ledger.offset('j')).toBe(2);
    ledger.close();
  });

  it('hands a county over whole or not at all', () => {
    const ledger = openSqliteLedger(file);
    const own = { id: 'stb-1', state: '{"county":"441223"}' };
    ledger.commit({ ...checkpoint, devices: [own], parts: { book: '1' } });
    const step = { county: '441223', state: 'handed_over', bundle: 'b', peer: 'south', at: 1 } as const;
    const broken = { ...step, at: undefined as never };
    expect(() => ledger.takeOut(broken, Buffer.of(1), { book: '2' })).toThrow();
    expect([ledger.county('441223').devices, ledger.parts(), ledger.handOvers()]).toEqual([
      [own],
      { book: '1' },
      [],
    ]);
    ledger.takeOut(step, Buffer.of(1), { book: '2' });
    const rows = {
      devices: [own],
      transitions: [],
      incidents: [],
      incidentFacts: [],
      cases: [],
      deskFacts: [],
    };
    expect(() => ledger.putIn(broken, rows, { book: '1' })).toThrow();
    expect([ledger.counties(), ledger.parts(), ledger.bundle('b')?.length]).toEqual([{}, { book: '2' }, 1]);
    ledger.close();
  });

  it('refuses a step while another process writes, and takes it afterwards', () => {
    const ledger = openSqliteLedger(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    expect(() => ledger.commit(checkpoint)).toThrow(/locked/);
    other.exec('ROLLBACK');
    other.close();
    ledger.commit(checkpoint);
    expect(ledger.offset('j')).toBe(1);
    ledger.close();
  });

  it('is refused by name when it is no database, or only part of one', () => {
    writeFileSync(file, 'not a database, '.repeat(1_000));
    expect(() => openSqliteLedger(file)).toThrow(LedgerUnusable);
    expect(() => openSqliteLedger(file)).toThrow(`${file} cannot be opened, it may be damaged`);
    expect(readFileSync(file, 'utf8')).toContain('not a database');
    expect(() => openSqliteLedger(folder)).toThrow(LedgerUnusable);
  });

  it('fails a check when the file was cut short', () => {
    openSqliteLedger(file).close();
    truncateSync(file, 4_096);
    const open = () => openSqliteLedger(file).check();
    expect(open).toThrow();
  });

  it('is brought up to date step by step, keeping what it holds', () => {
    const oldest = openDatabase(file, MIGRATIONS.slice(0, 1));
    oldest.exec("INSERT INTO devices VALUES ('stb-1', '{}')");
    oldest.exec("INSERT INTO link_transitions VALUES ('stb-1', 5, 'ONLINE', 'OFFLINE', 'will')");
    oldest.exec("INSERT INTO marks VALUES ('j', 70)");
    oldest.close();
    const ledger = openSqliteLedger(file);
    expect([ledger.offset('j'), [...ledger.devices()]]).toEqual([70, [device('stb-1')]]);
    const query = { device: 'stb-1', from: 0, to: 9, limit: 9 };
    const moved = { device: 'stb-1', at: 5, from: 'ONLINE', to: 'OFFLINE', because: 'will' };
    expect(ledger.transitions(query)).toEqual([moved]);
    ledger.close();
  });

  it('stays at the version before a step that fails', () => {
    const broken = [...MIGRATIONS, ['CREATE TABLE extra (x INTEGER)', 'CREATE TABLE devices (x INTEGER)']];
    expect(() => openDatabase(file, broken)).toThrow(LedgerUnusable);
    const ledger = openSqliteLedger(file);
    ledger.commit(checkpoint);
    ledger.close();
    const tables = openDatabase(file).prepare("SELECT name FROM sqlite_master WHERE name = 'extra'");
    expect(tables.all()).toEqual([]);
  });

  it('is refused when a newer program has written it', () => {
    openDatabase(file, [...MIGRATIONS, ['CREATE TABLE extra (x INTEGER)']]).close();
    const known = MIGRATIONS.length;
    expect(() => openSqliteLedger(file)).toThrow(
      `${file} has schema ${known + 1}, this program knows schema ${known}: use the newer program`,
    );
  });
});
