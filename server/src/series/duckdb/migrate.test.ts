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

/** What format 2 added, with an hour that was rolled up. */
const FORMAT_2 = [
  ...FORMAT_1,
  'CREATE TABLE hourly (hour INTEGER NOT NULL, metric VARCHAR NOT NULL, device INTEGER NOT NULL, n BIGINT NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, total DOUBLE NOT NULL)',
  `INSERT INTO hourly VALUES (${T0 / HOUR_MS}, '${MER}', 1, 2, 36, 38, 74)`,
  'CREATE TABLE touched (hour INTEGER NOT NULL)',
  'CREATE TABLE upkeep (raw_from BIGINT NOT NULL)',
  'INSERT INTO upkeep VALUES (0)',
  'UPDATE format SET version = 2',
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-series-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function execute(statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, 'series.duckdb'));
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

it('takes over a file of format 1, rolls up what is in it, and goes on', async () => {
  await execute(FORMAT_1);

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

it('takes over a file of format 2, and adds up by area the hours that are rolled up from now on', async () => {
  await execute(FORMAT_2);
  const store = await openDuckdbSeries({ folder });
  await store.place([{ device: 'stb-1', county: '441223', areas: ['area:441223'] }]);
  const now = T0 + 3 * HOUR_MS;
  expect(await store.maintain(now)).toEqual({ more: false });
  const later = sample(HOUR_MS, { [MER]: 40, 'signal.weak': 0 }, { seq: 3 });
  await store.write([later], { journal: 'j', offset: 80 });
  while ((await store.maintain(now)).more);
  const query = { areas: ['area:441223'] as const, metric: MER, from: T0, to: now, limit: 9 };
  const hours = await store.areaHours(query);
  expect(hours.map(({ ts, n, weak }) => [ts, n, weak])).toEqual([[T0 + HOUR_MS, 1, 0]]);
  await store.close();
});
