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
  const hours = 'DELETE FROM area_hours WHERE hour >= $firstHour AND hour < $endHour';
  const span = { firstHour: from, endHour: to };
  if (!only) {
    await connection.run(hours, span);
    return;
  }
  const cells = 'SELECT id FROM cells WHERE area IN (SELECT unnest($areas))';
  const areas = listValue([...only]);
  await connection.run(`${hours} AND cell IN (${cells})`, { ...span, areas }, { areas: LIST(VARCHAR) });
}

const CELL_TYPES = [INTEGER, INTEGER, INTEGER, DOUBLE, DOUBLE, VARCHAR];

async function appendCells(connection: DuckDBConnection, rows: readonly AreaHour[]): Promise<void> {
  const ids = await learnCells(connection, rows);
  const cells = rows.map(({ area, metric, ts, n, weak, bad, levels }) => ({
    hour: hourOf(ts),
    id: ids.get(nameOf(metric, area)) ?? 0,
    rest: [n, weak, bad, encodeBins(levels)],
  }));
  cells.sort((a, b) => a.hour - b.hour || a.id - b.id);
  const table = cells.map(({ hour, id, rest }) => [hour, id, ...rest]);
  await appendRows(connection, 'area_hours', CELL_TYPES, table);
}

const nameOf = (metric: string, area: string): string => `${metric} ${area}`;

/** Read anew each time: so a transaction that fails leaves nothing behind. */
async function learnCells(
  connection: DuckDBConnection,
  rows: readonly AreaHour[],
): Promise<Map<string, number>> {
  const known = await connection.runAndReadAll('SELECT id, metric, area FROM cells');
  const ids = new Map(
    known.getRows().map(([id, metric, area]) => [nameOf(String(metric), String(area)), Number(id)]),
  );
  const added: DuckDBValue[][] = [];
  for (const { metric, area } of rows) {
    const name = nameOf(metric, area);
    if (ids.has(name)) continue;
    ids.set(name, ids.size + 1);
    added.push([ids.size, metric, area]);
  }
  await appendRows(connection, 'cells', [INTEGER, VARCHAR, VARCHAR], added);
  return ids;
}
