import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOUR_MS } from '../port.ts';
import { HOUR_OF_MER, MER, T0, relative, sample } from '../contract/samples.ts';
import { openDuckdbSeries } from './index.ts';

/** Format 1 word for word, with two samples of a device. */
const FORMAT_1 = [
  'CREATE TABLE format (version INTEGER)',
  'INSERT INTO format VALUES (1)',
  'CREATE TABLE marks (journal VARCHAR PRIMARY KEY, upto BIGINT NOT NULL)',
  `INSERT INTO marks VALUES ('j', 70)`,
  'CREATE TABLE devices (id INTEGER NOT NULL, name VARCHAR NOT NULL)',
  `INSERT INTO devices VALUES (1, 'stb-1')`,
  'CREATE TABLE boots (id INTEGER NOT NULL, device INTEGER NOT NULL, boot VARCHAR NOT NULL)',
  `INSERT INTO boots VALUES (1, 1, 'a1')`,
  'CREATE TABLE layouts (id INTEGER NOT NULL, metrics VARCHAR NOT NULL)',
  `INSERT INTO layouts VALUES (0, '[]'), (1, '["${MER}"]')`,
  'CREATE TABLE loose (device INTEGER NOT NULL, ts BIGINT NOT NULL, metric VARCHAR NOT NULL, value DOUBLE, text VARCHAR)',
  'CREATE TABLE samples_0 (device INTEGER NOT NULL, ts BIGINT NOT NULL, boot INTEGER NOT NULL, seq BIGINT NOT NULL, late BOOLEAN NOT NULL)',
  'CREATE TABLE samples_1 (device INTEGER NOT NULL, ts BIGINT NOT NULL, boot INTEGER NOT NULL, seq BIGINT NOT NULL, late BOOLEAN NOT NULL, c0 DOUBLE)',
  `INSERT INTO samples_1 VALUES (1, ${T0}, 1, 1, false, 36), (1, ${T0 + 1_000}, 1, 2, false, 38)`,
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-series-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes over a file of format 1, rolls up what is in it, and goes on', async () => {
  const instance = await DuckDBInstance.create(join(folder, 'series.duckdb'));
  const connection = await instance.connect();
  for (const statement of FORMAT_1) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();

  const store = await openDuckdbSeries({ folder });
  expect(await store.mark('j')).toBe(70);
  await store.write([sample(2_000, { [MER]: 40 }, { seq: 3 })], { journal: 'j', offset: 80 });
  const now = T0 + 2 * HOUR_MS;
  expect(await store.maintain(now)).toEqual({ more: true });
  expect(await store.maintain(now)).toEqual({ more: false });
  expect(relative(await store.points(HOUR_OF_MER)).map(([, value]) => value)).toEqual([36, 38, 40]);
  expect(await store.beats(HOUR_OF_MER)).toHaveLength(3);
  const hours = { devices: ['stb-1'], metric: MER, from: T0, to: now, stepMs: HOUR_MS, limit: 9 };
  expect(await store.ranges({ ...hours, source: 'hourly' })).toEqual([
    { ts: T0, count: 3, min: 36, max: 40, sum: 114 },
  ]);
  await store.close();
  await (await openDuckdbSeries({ folder })).close();
});
