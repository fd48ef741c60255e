import { join } from 'node:path';
import type { DuckDBValue } from '@duckdb/node-api';
import { INTEGER, LIST, listValue } from '@duckdb/node-api';
import { HOUR_MS, keptFrom } from '../port.ts';
import type { DeviceWindow, RangesQuery, Retention, SeriesPoint, SeriesRange, SeriesStore } from '../port.ts';
import { isStorable } from '../stored-value.ts';
import { createDuckdbAreas } from './areas/areas.ts';
import type { Layout } from './layouts.ts';
import type { SessionOptions } from './session.ts';
import { beatsSql, pointsSql, rangesSql, silencesSql, stepsSql } from './queries.ts';
import type { Sessions } from './sessions.ts';
import { startSessions } from './sessions.ts';
import { createUpkeep } from './upkeep.ts';
import { readMark, writeBatch } from './write-batch.ts';

export interface DuckdbOptions extends Omit<SessionOptions, 'file'> {
  /** The folder that holds `series.duckdb`. */
  folder: string;
  /** Without it everything is kept. */
  retention?: Retention | undefined;
  /** ms UTC. */
  now?: () => number;
}

/** Keeps samples in one DuckDB file, in this process. Rejects with SeriesUnusable if that cannot be used. */
export async function openDuckdbSeries({
  folder,
  retention,
  now = Date.now,
  ...options
}: DuckdbOptions): Promise<SeriesStore> {
  const sessions = await startSessions({ ...options, file: join(folder, 'series.duckdb') });
  const ask = createAsk(sessions);
  const { step, ...areas } = createDuckdbAreas(sessions);
  const maintain = createUpkeep(sessions, retention, step);

  return {
    kind: 'duckdb',
    async write(samples, mark) {
      const since = keptFrom(retention, now());
      const storable = samples.filter((sample) => isStorable(sample) && sample.ts >= since);
      await sessions.write((connection, dictionary) => writeBatch(connection, dictionary, storable, mark));
      return { refused: samples.length - storable.length };
    },
    mark: (journal) => sessions.read((connection) => readMark(connection, journal)),
    async points({ metric, stepMs, ...window }) {
      const sql = stepMs === undefined ? pointsSql : stepsSql;
      const step = stepMs === undefined ? {} : { step: BigInt(stepMs) };
      const rows = await ask(window, (layouts) => sql(layouts, metric), { metric, ...step });
      return rows.map(([ts, value, text]): SeriesPoint => [Number(ts), (value ?? text) as number | string]);
    },
    async beats(window) {
      const rows = await ask(window, beatsSql);
      return rows.map(([ts, boot, seq]) => ({ ts: Number(ts), boot: String(boot), seq: Number(seq) }));
    },
    async silences({ longerThanMs, ...window }) {
      if (window.from >= window.to) return [];
      const rows = await ask(window, silencesSql, { longer: BigInt(longerThanMs) });
      return rows.map(([from, to]) => [Number(from), Number(to)]);
    },
    ranges: (query) => readRanges(sessions, query),
    ...areas,
    maintain,
    async check() {
      await sessions.read((connection) => readMark(connection, ''));
    },
    close: () => sessions.close(),
  };
}

/** Reads of one device's window. A device that was never written has the number -1. */
function createAsk(sessions: Sessions) {
  return (
    { device, from, to, limit }: DeviceWindow,
    sqlFor: (layouts: readonly Layout[]) => string,
    more: Record<string, DuckDBValue> = {},
  ): Promise<DuckDBValue[][]> =>
    sessions.read(async (connection, { devices, layouts }) => {
      const window = { device: devices.get(device)?.id ?? -1, since: BigInt(from), until: BigInt(to), limit };
      const result = await connection.runAndReadAll(sqlFor(layouts), { ...window, ...more });
      return result.getRows();
    });
}

async function readRanges(sessions: Sessions, query: RangesQuery): Promise<SeriesRange[]> {
  const { from, to, metric, stepMs, source, limit } = query;
  if (from >= to) return [];
  const rows = await sessions.read(async (connection, { devices, layouts }) => {
    const ids = query.devices.flatMap((name) => devices.get(name)?.id ?? []);
    const hours = { firstHour: Math.ceil(from / HOUR_MS), endHour: Math.ceil(to / HOUR_MS) };
    const window = { since: BigInt(from), ...(source === 'raw' ? { until: BigInt(to) } : hours) };
    const values = { ...window, devices: listValue(ids), step: BigInt(stepMs), metric, limit };
    return connection.runAndReadAll(rangesSql(layouts, query), values, { devices: LIST(INTEGER) });
  });
  return rows.getRows().map(([ts, device, count, min, max, sum]) => ({
    ts: Number(ts),
    ...(device === null ? {} : { device: String(device) }),
    count: Number(count),
    min: Number(min),
    max: Number(max),
    sum: Number(sum),
  }));
}
