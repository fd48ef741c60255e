import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { DOUBLE, INTEGER, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import type { AreaHour, AreaKey } from '../../../core/weak-area/area-hour.ts';
import { encodeBins } from '../../../core/weak-area/level-bins.ts';
import type { AreaSpan } from '../../areas/area-span.ts';
import { AREA_METRICS, createAreaSpan } from '../../areas/area-span.ts';
import type { Places } from '../../areas/places.ts';
import { placesIn } from '../../areas/places.ts';
import { hourOf } from '../../hours.ts';
import { appendRows } from '../append.ts';
import type { Dictionary } from '../dictionary.ts';
import { deviceHoursSql } from './sql.ts';
import { addAreaTable, areaTables, learnAreas } from './tables.ts';

/** Hours since 1970, `to` not included. */
export interface HourSpan {
  from: number;
  to: number;
  /** All areas without it. */
  only?: ReadonlySet<AreaKey>;
}

/** So many hours of devices are read at once. */
const ROWS_AT_ONCE = 5_000;

/** Puts what is added up now in place of what was added up before; to be called within a transaction. */
export async function addUp(
  connection: DuckDBConnection,
  dictionary: Dictionary,
  places: Places,
  span: HourSpan,
): Promise<void> {
  const rows = await sumsOf(connection, areasById(dictionary, places, span), span);
  await removeCells(connection, span);
  await appendCells(connection, rows);
}

/** As they are now: whoever is placed anew meanwhile counts from the next hour on. */
function areasById(
  { devices }: Dictionary,
  places: Places,
  { only }: HourSpan,
): Map<number, readonly AreaKey[]> {
  const found = new Map<number, readonly AreaKey[]>();
  for (const { device, areas } of placesIn(places.all(), only)) {
    const id = devices.get(device)?.id;
    if (id !== undefined) found.set(id, areas);
  }
  return found;
}

async function sumsOf(
  connection: DuckDBConnection,
  areas: ReadonlyMap<number, readonly AreaKey[]>,
  { from, to }: HourSpan,
): Promise<AreaHour[]> {
  const span = createAreaSpan();
  const ids = [...areas.keys()];
  const size = Math.max(1, Math.floor(ROWS_AT_ONCE / (to - from)));
  const sql = deviceHoursSql();
  for (let at = 0; at < ids.length; at += size) {
    const values = { firstHour: from, endHour: to, devices: listValue(ids.slice(at, at + size)) };
    const result = await connection.runAndReadAll(sql, values, { devices: LIST(INTEGER) });
    for (const row of result.getRows()) addRow(span, areas, row);
  }
  return span.rows();
}

function addRow(
  span: AreaSpan,
  areas: ReadonlyMap<number, readonly AreaKey[]>,
  [hour, device, ...sums]: readonly DuckDBValue[],
): void {
  span.add(Number(hour), areas.get(Number(device)) ?? [], (metric) => {
    const at = 2 * AREA_METRICS.indexOf(metric);
    const n = sums[at] ?? null;
    return n === null ? undefined : { n: Number(n), sum: Number(sums[at + 1]) };
  });
}

async function removeCells(connection: DuckDBConnection, { from, to, only }: HourSpan): Promise<void> {
  const span = { firstHour: from, endHour: to };
  const ofAreas = 'area IN (SELECT id FROM area_names WHERE area IN (SELECT unnest($areas)))';
  for (const table of (await areaTables(connection)).values()) {
    const hours = `DELETE FROM ${table} WHERE hour >= $firstHour AND hour < $endHour`;
    if (!only) await connection.run(hours, span);
    else {
      const values = { ...span, areas: listValue([...only]) };
      await connection.run(`${hours} AND ${ofAreas}`, values, { areas: LIST(VARCHAR) });
    }
  }
}

const CELL_TYPES = [INTEGER, INTEGER, INTEGER, DOUBLE, DOUBLE, VARCHAR];

/** In order of the hour, and in it of the area. */
async function appendCells(connection: DuckDBConnection, rows: readonly AreaHour[]): Promise<void> {
  const ids = await learnAreas(
    connection,
    rows.map(({ area }) => area),
  );
  const byMetric = new Map<string, DuckDBValue[][]>();
  for (const { area, metric, ts, n, weak, bad, levels } of rows) {
    const own = byMetric.get(metric) ?? [];
    byMetric.set(metric, own);
    own.push([hourOf(ts), ids.get(area) ?? 0, n, weak, bad, encodeBins(levels)]);
  }
  const tables = await areaTables(connection);
  for (const [metric, own] of byMetric) {
    const table = tables.get(metric) ?? (await addAreaTable(connection, tables, metric));
    await appendRows(connection, table, CELL_TYPES, own);
  }
}
