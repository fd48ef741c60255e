import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BIGINT, BOOLEAN, DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { createFleet } from './series-fleet.js';
import { loadSeries } from './series-parts.js';
import { cpuMs, perSecond } from './timed.js';

/**
 * What it costs to write samples of six metrics into the series store, beside the part it stands on:
 * `node server/bench/series-write.js [--samples N] [--influx http://127.0.0.1:8086]`. Rates are by processor
 * time of this process, all its threads; the database of InfluxDB is made for the run and dropped after it.
 */
const BATCH = 10_000;
const T0 = Date.UTC(2026, 0, 1);
const say = (line) => process.stdout.write(`${line}\n`);

async function spend(run) {
  const [cpu, at] = [process.cpuUsage(), performance.now()];
  await run();
  return { cpu: cpuMs(process.cpuUsage(cpu)), wall: performance.now() - at };
}

function row(name, count, { cpu, wall }, more = '') {
  const rate = (ms) => `${Math.round(perSecond(count, ms)).toLocaleString('en').padStart(9)}/s`;
  say(`${name.padEnd(26)} ${rate(cpu)} of one core  ${rate(wall)} on the clock  ${more}`);
}

function batches(count, devices) {
  const fleet = createFleet({ devices, from: T0 });
  const samples = [];
  for (let hour = 1; samples.length < count; hour++) {
    for (const sample of fleet.until(T0 + hour * 600_000)) samples.push(sample);
  }
  const all = [];
  for (let at = 0; at < count; at += BATCH) all.push(samples.slice(at, Math.min(at + BATCH, count)));
  return all;
}

/** The rows alone, as DuckDB takes them fastest: columns of numbers, made beforehand. */
async function bareAppender(work, folder) {
  const instance = await DuckDBInstance.create(join(folder, 'bare.duckdb'), { threads: '2' });
  const connection = await instance.connect();
  const types = [INTEGER, BIGINT, INTEGER, BIGINT, BOOLEAN, ...Array.from({ length: 6 }, () => DOUBLE)];
  await connection.run(
    `CREATE TABLE s (device INTEGER, ts BIGINT, boot INTEGER, seq BIGINT, late BOOLEAN, ${[0, 1, 2, 3, 4, 5].map((i) => `c${i} DOUBLE`).join()})`,
  );
  const chunks = work.map((batch) => {
    const rows = batch.map(({ device, ts, seq, m }) => {
      const id = Number(device.slice(8));
      return [id, BigInt(ts), id, BigInt(seq), false, ...Object.values(m)];
    });
    const made = [];
    for (let at = 0; at < rows.length; at += 2_048) {
      const part = rows.slice(at, at + 2_048);
      const chunk = DuckDBDataChunk.create(types, part.length);
      for (const [c] of types.entries())
        chunk.setColumnValues(
          c,
          part.map((each) => each[c]),
        );
      made.push(chunk);
    }
    return made;
  });
  const spent = await spend(async () => {
    for (const batch of chunks) {
      await connection.run('BEGIN');
      const appender = await connection.createAppender('s');
      for (const chunk of batch) appender.appendDataChunk(chunk);
      appender.flushSync();
      appender.closeSync();
      await connection.run('COMMIT');
    }
  });
  connection.closeSync();
  instance.closeSync();
  return spent;
}

async function main() {
  const { values } = parseArgs({
    options: {
      samples: { type: 'string', default: '300000' },
      devices: { type: 'string', default: '20000' },
      influx: { type: 'string' },
    },
  });
  const count = Number(values.samples);
  const { openDuckdbSeries, openInfluxSeries } = await loadSeries();
  const folder = mkdtempSync(join(tmpdir(), 'bench-series-'));
  const work = batches(count, Number(values.devices));
  const write = (store) => async () => {
    for (const [i, batch] of work.entries()) await store.write(batch, { journal: 'bench', offset: i + 1 });
  };
  try {
    row('bare DuckDB appender', count, await bareAppender(work, folder));
    const duckdb = await openDuckdbSeries({ folder });
    const spent = await spend(write(duckdb));
    await duckdb.close();
    const bytes = statSync(join(folder, 'series.duckdb')).size / count;
    row('DuckDB series store', count, spent, `${bytes.toFixed(1)} bytes a sample`);
    if (values.influx) {
      const database = `bench-${process.pid}`;
      const influx = await openInfluxSeries({ url: values.influx, database });
      row('InfluxDB series store', count, await spend(write(influx)));
      await influx.close();
      const q = `DROP DATABASE "${database}"`;
      await fetch(`${values.influx}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
