import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { HOUR_MS } from './city.js';

/**
 * Writes hours of areas into the store's own table, an hour a transaction as the store does, and the hours of
 * devices of the last days beside them. Answers how large the file has become by the first.
 */
export async function fillDuckdb({ folder, cells, variants, from, hours, deviceHours, devices }) {
  const file = join(folder, 'series.duckdb');
  const instance = await DuckDBInstance.create(file, { memory_limit: '512MB', threads: '2' });
  const connection = await instance.connect();
  const run = (sql) => connection.run(sql);
  const before = statSync(file).size;
  const first = from / HOUR_MS;
  const metrics = await makeAreas(run, cells, variants);
  for (let hour = first; hour < first + hours; hour++) await makeHour(run, hour, metrics);
  await run('CHECKPOINT');
  const bytes = statSync(file).size - before;
  for (let hour = first + hours - deviceHours; hour < first + hours; hour++)
    await makeDeviceHour(run, hour, devices);
  connection.closeSync();
  instance.closeSync();
  return { rows: cells.length * hours, bytes };
}

const COLUMNS =
  'hour INTEGER NOT NULL, area INTEGER NOT NULL, n INTEGER NOT NULL, weak DOUBLE NOT NULL, bad DOUBLE NOT NULL, levels VARCHAR NOT NULL';
const CELLS_AT_ONCE = 500;

const likeOf = ({ metric, devices }, variants) =>
  metric === 'signal.weak' ? { n: devices, levels: [''] } : variants(metric, devices);

/** What an hour of each area may be like, and the tables for it; answers how many metrics there are. */
async function makeAreas(run, cells, variants) {
  const areas = [...new Set(cells.map(({ area }) => area))];
  const metrics = [...new Set(cells.map(({ metric }) => metric))];
  const numbered = (names) => names.map((name, i) => `(${i + 1}, '${name}')`).join();
  await run(`INSERT INTO area_names VALUES ${numbered(areas)}`);
  await run(`INSERT INTO area_metrics VALUES ${numbered(metrics)}`);
  for (const [i] of metrics.entries()) await run(`CREATE TABLE area_hours_${i + 1} (${COLUMNS})`);
  await run('CREATE TEMP TABLE made (metric INTEGER, id INTEGER, n INTEGER, levels VARCHAR[])');
  for (let at = 0; at < cells.length; at += CELLS_AT_ONCE) {
    const like = cells.slice(at, at + CELLS_AT_ONCE).map((cell) => {
      const { n, levels } = likeOf(cell, variants);
      const texts = levels.map((text) => `'${text}'`).join();
      return `(${1 + metrics.indexOf(cell.metric)}, ${1 + areas.indexOf(cell.area)}, ${n}, [${texts}])`;
    });
    await run(`INSERT INTO made VALUES ${like.join()}`);
  }
  return metrics.length;
}

async function makeHour(run, hour, metrics) {
  await run('BEGIN');
  for (let metric = 1; metric <= metrics; metric++)
    await run(`INSERT INTO area_hours_${metric}
      SELECT ${hour}, id, n, round(n * share, 3), round(n * share / 4, 3),
        levels[(1 + hash(${hour}, id, 1) % len(levels))::BIGINT]
      FROM (SELECT *, (hash(${hour}, id) % 1000) / 5000 AS share FROM made WHERE metric = ${metric}) ORDER BY id`);
  await run('COMMIT');
}

const ROLLED = ['signal.weak', 'sys.uptime_s', 'net.rtt_ms', 'dvbc.mer_db', 'dvbc.level_dbuv', 'pon.rx_dbm'];

async function makeDeviceHour(run, hour, devices) {
  const metrics = ROLLED.map((metric) => `'${metric}'`).join();
  await run(`INSERT INTO hourly
    SELECT ${hour}, metric, device, 12, low, low + 1, 12 * low + 6
    FROM (SELECT metric, device::INTEGER AS device, round(30 + (hash(device, ${hour}, metric) % 1000) / 100, 1) AS low
      FROM range(1, ${devices + 1}) d(device), (SELECT unnest([${metrics}]) AS metric)) ORDER BY metric, device`);
}

/** The rows of one cell as DuckDB gives them, and sums over many: nothing is made of them. */
export async function bareDuckdb({ folder, asked, villages, times }) {
  const file = join(folder, 'series.duckdb');
  const instance = await DuckDBInstance.create(file, { memory_limit: '512MB', threads: '2' });
  const connection = await instance.connect();
  const took = { rows: [], sums: [] };
  const spend = async (into, sql) => {
    const began = performance.now();
    await connection.runAndReadAll(sql);
    into.push(performance.now() - began);
  };
  for (const { metric, area } of asked)
    await spend(
      took.rows,
      `SELECT hour, n, weak, bad, levels FROM area_hours_${metric} WHERE area = ${area} ORDER BY hour`,
    );
  const weeks = `SELECT area, hour // 168 AS week, count(*), sum(weak / n), sum(bad / n), max(n) FROM area_hours_1
    WHERE n >= 5 AND area IN (${villages.join()}) GROUP BY ALL`;
  for (let i = 0; i < times; i++) await spend(took.sums, weeks);
  connection.closeSync();
  instance.closeSync();
  return took;
}
