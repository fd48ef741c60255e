import { statSync } from 'node:fs';
import { join } from 'node:path';
import { BIGINT, DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { cpuMs } from '../timed.js';
import { VALUES } from './devices.js';
import { createMessages } from './samples.js';

const BATCH = 10_000;
const CHUNK_ROWS = 2_048;

/** DuckDB's appender: a table for each set of metrics, a column for each value, a transaction a batch. */
export async function bareDuckdb({ folder, seconds }) {
  const file = join(folder, 'bare.duckdb');
  const instance = await DuckDBInstance.create(file, { threads: '2', memory_limit: '512MB' });
  const connection = await instance.connect();
  const tables = new Map();
  const messages = createMessages();
  let [count, wallMs, processorMs] = [0, 0, 0];
  while (wallMs < seconds * 1000) {
    const samples = messages.samples(BATCH);
    const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
    await connection.run('BEGIN');
    for (const [table, rows] of byTable(samples, tables)) await append(connection, table, rows);
    await connection.run('COMMIT');
    wallMs += performance.now() - from;
    processorMs += cpuMs(process.cpuUsage(cpuFrom));
    count += samples.length;
  }
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  return { count, wallMs, processorMs, bytes: statSync(file).size };
}

function byTable(samples, tables) {
  const rows = new Map();
  for (const sample of samples) {
    const key = sample.m.map(([metric]) => metric).join();
    const table = tables.get(key) ?? { name: `t${tables.size}`, isNew: true };
    tables.set(key, table);
    const own = rows.get(table);
    if (own) own.push(sample);
    else rows.set(table, [sample]);
  }
  return rows;
}

async function append(connection, table, samples) {
  const types = [INTEGER, BIGINT, ...Array.from({ length: VALUES }, () => DOUBLE)];
  if (table.isNew) {
    const columns = Array.from({ length: VALUES }, (_, i) => `c${i} DOUBLE`).join(', ');
    await connection.run(`CREATE TABLE ${table.name} (device INTEGER, ts BIGINT, ${columns})`);
    table.isNew = false;
  }
  const appender = await connection.createAppender(table.name);
  for (let from = 0; from < samples.length; from += CHUNK_ROWS) {
    const some = samples.slice(from, from + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, some.length);
    chunk.setColumnValues(
      0,
      some.map(({ device }) => device),
    );
    chunk.setColumnValues(
      1,
      some.map(({ ts }) => BigInt(ts)),
    );
    for (let i = 0; i < VALUES; i++) {
      chunk.setColumnValues(
        2 + i,
        some.map(({ m }) => m[i][1]),
      );
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
