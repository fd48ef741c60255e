import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { LIST, VARCHAR, listValue } from '@duckdb/node-api';
import type { AreaHour, AreaKey } from '../../../core/weak-area/area-hour.ts';
import { decodeBins } from '../../../core/weak-area/level-bins.ts';
import type { AreaHoursQuery, AreaSum, AreaSumsQuery } from '../../port.ts';
import { HOUR_MS } from '../../port.ts';
import type { Sessions } from '../sessions.ts';
import type { Wanted } from './sql.ts';
import { areaHoursSql, areaSumsSql } from './sql.ts';
import { areaTables } from './tables.ts';

export async function readAreaHours(sessions: Sessions, query: AreaHoursQuery): Promise<AreaHour[]> {
  const rows = await ask(sessions, areaHoursSql, query);
  return rows.map(([area, hour, n, weak, bad, levels]) => ({
    area: String(area) as AreaKey,
    metric: query.metric,
    ts: Number(hour) * HOUR_MS,
    n: Number(n),
    weak: Number(weak),
    bad: Number(bad),
    levels: decodeBins(String(levels)),
  }));
}

export async function readAreaSums(sessions: Sessions, query: AreaSumsQuery): Promise<AreaSum[]> {
  const steps = { since: BigInt(query.from), step: BigInt(query.stepMs), least: Math.max(1, query.least) };
  const rows = await ask(sessions, areaSumsSql, query, steps);
  return rows.map(([area, start, hours, weak, bad, devices]) => ({
    area: String(area) as AreaKey,
    ts: Number(start),
    hours: Number(hours),
    weakHours: Number(weak),
    badHours: Number(bad),
    devices: Number(devices),
  }));
}

async function ask(
  sessions: Sessions,
  sqlFor: (wanted: Wanted) => string,
  query: AreaHoursQuery,
  more: Record<string, DuckDBValue> = {},
): Promise<DuckDBValue[][]> {
  const { from, to, limit } = query;
  const hours = { firstHour: Math.ceil(from / HOUR_MS), endHour: Math.ceil(to / HOUR_MS) };
  return sessions.read(async (connection) => {
    const wanted = await find(connection, query);
    if (!wanted) return [];
    const result = await connection.runAndReadAll(sqlFor(wanted), { ...hours, limit, ...more });
    return result.getRows();
  });
}

async function find(
  connection: DuckDBConnection,
  { metric, areas }: AreaHoursQuery,
): Promise<Wanted | undefined> {
  const table = (await areaTables(connection)).get(metric);
  const sql = 'SELECT id FROM area_names WHERE area IN (SELECT unnest($areas))';
  const values = { areas: listValue([...areas]) };
  const found = await connection.runAndReadAll(sql, values, { areas: LIST(VARCHAR) });
  const ids = found.getRows().map(([id]) => Number(id));
  return table !== undefined && ids.length > 0 ? { table, ids } : undefined;
}
