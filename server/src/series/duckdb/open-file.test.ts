import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeriesUnusable } from '../port.ts';
import { openDuckdbSeries } from './index.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-series-'));
  file = join(folder, 'series.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function execute(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

async function expectRefused(because: RegExp): Promise<void> {
  const opened = openDuckdbSeries({ folder });
  await expect(opened).rejects.toThrow(SeriesUnusable);
  await expect(opened).rejects.toThrow(file);
  await expect(opened).rejects.toThrow(because);
}

describe('opening the DuckDB file', () => {
  it('makes the folder and the file, also in place of an empty file that a crash has left', async () => {
    await (await openDuckdbSeries({ folder: join(folder, 'a', 'b') })).close();
    writeFileSync(file, '');
    await (await openDuckdbSeries({ folder })).close();
  });

  it('refuses a file that is no database, or only part of one', async () => {
    writeFileSync(file, 'not a database, '.repeat(1_000));
    await expectRefused(/may be damaged/);
    rmSync(file);
    await (await openDuckdbSeries({ folder })).close();
    truncateSync(file, 20_000);
    await expectRefused(/may be damaged/);
  });

  it('refuses the database of another program and leaves it as it was', async () => {
    await execute('CREATE TABLE readings (x INTEGER)');
    await expectRefused(/database of another program/);
    await execute('INSERT INTO readings VALUES (1)');
  });

  it('refuses a file of a newer program', async () => {
    await (await openDuckdbSeries({ folder })).close();
    await execute('UPDATE format SET version = 99');
    await expectRefused(/has format 99, this program knows format 3/);
  });
});
