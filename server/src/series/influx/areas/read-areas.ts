import type { AreaHour, AreaKey } from '../../../core/weak-area/area-hour.ts';
import { WEAK } from '../../../core/weak-area/area-hour.ts';
import type { LevelBins } from '../../../core/weak-area/level-bins.ts';
import { addBins, decodeBins } from '../../../core/weak-area/level-bins.ts';
import { foldHours } from '../../areas/area-fold.ts';
import { byTimeAndArea } from '../../areas/area-span.ts';
import type { AreaHoursQuery, AreaSum, AreaSumsQuery } from '../../port.ts';
import { DAY_MS, HOUR_MS } from '../../port.ts';
import type { InfluxClient, Row } from '../client.ts';
import { isName } from '../names.ts';
import { iso, orNothing, timeOf } from '../rows.ts';
import type { Kept } from './queries.ts';
import { COUNTED, bound, cellsQuery, sumsQuery } from './queries.ts';

const AREAS_AT_ONCE = 200;
/** So many hours of areas are read at once. */
const ROWS_AT_ONCE = 20_000;

export async function readAreaHours(
  client: InfluxClient,
  kept: Kept,
  query: AreaHoursQuery,
): Promise<AreaHour[]> {
  const found: AreaHour[] = [];
  for await (const row of hoursOf(client, kept, query, true)) {
    if (found.length >= query.limit) break;
    found.push(row);
  }
  return found;
}

/** A division lies in one county. A node may lie above several: its hours are put together before they are weighed. */
export async function readAreaSums(
  client: InfluxClient,
  kept: Kept,
  query: AreaSumsQuery,
): Promise<AreaSum[]> {
  const isNode = (area: AreaKey): boolean => area.startsWith('node:');
  const nodes: AreaHour[] = [];
  const ofNodes = { ...query, areas: query.areas.filter(isNode) };
  for await (const row of hoursOf(client, kept, ofNodes, false)) nodes.push(row);
  const divisions = await sumsOf(client, kept, {
    ...query,
    areas: query.areas.filter((area) => !isNode(area)),
  });
  return [...foldHours(nodes, query), ...divisions].sort(byTimeAndArea).slice(0, query.limit);
}

async function sumsOf(client: InfluxClient, kept: Kept, query: AreaSumsQuery): Promise<AreaSum[]> {
  const { from, to, stepMs } = query;
  const isByDays = areWholeDays(query);
  const sums: AreaSum[] = [];
  for (const areas of chunksOf(query)) {
    const text = sumsQuery(kept, areas.length, { ...query, isByDays });
    const rows = await ask(client, text, query.metric, areas, { from, to });
    for (const row of rows.filter((each) => Number(each['hours']) > 0))
      sums.push({
        area: String(row['area']) as AreaKey,
        ts: from + Math.floor((timeOf(row) - from) / stepMs) * stepMs,
        hours: Number(row['hours']),
        weakHours: Number(row['weak']),
        badHours: Number(row['bad']),
        devices: Number(row['devices']),
      });
  }
  return sums;
}

/** Only of these days are added up beforehand. */
function areWholeDays({ metric, least, ...times }: AreaSumsQuery): boolean {
  const isKept = metric === WEAK && COUNTED.includes(least);
  return isKept && [times.from, times.to, times.stepMs].every((time) => time % DAY_MS === 0);
}

/** In order of time, those of one time in order of the area. */
async function* hoursOf(
  client: InfluxClient,
  kept: Kept,
  query: AreaHoursQuery,
  withLevels: boolean,
): AsyncGenerator<AreaHour> {
  const chunks = chunksOf(query);
  const spanMs = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, query.areas.length))) * HOUR_MS;
  if (chunks.length === 0) return;
  for (let from = query.from; from < query.to; from += spanMs) {
    const whole = new Map<string, AreaHour>();
    for (const areas of chunks) {
      const window = { from, to: Math.min(query.to, from + spanMs) };
      const text = cellsQuery(kept, areas.length, withLevels);
      for (const row of await ask(client, text, query.metric, areas, window)) add(whole, row, query.metric);
    }
    yield* [...whole.values()].sort(byTimeAndArea);
  }
}

/** Of a node above several counties each has its part. */
function add(whole: Map<string, AreaHour>, row: Row, metric: string): void {
  const area = String(row['area']) as AreaKey;
  const name = `${timeOf(row)} ${area}`;
  const levels: LevelBins = new Map();
  const known = whole.get(name) ?? {
    area,
    metric,
    ts: timeOf(row),
    n: 0,
    weak: 0,
    bad: 0,
    levels,
  };
  whole.set(name, known);
  known.n += Number(row['n']);
  known.weak = thousandths(known.weak + Number(row['weak']));
  known.bad = thousandths(known.bad + Number(row['bad']));
  addBins(known.levels, decodeBins(String(row['levels'] ?? '')));
}

const thousandths = (x: number): number => Math.round(x * 1_000) / 1_000;

function chunksOf({ areas, metric }: AreaHoursQuery): AreaKey[][] {
  const named = isName(metric) ? [...new Set(areas)].filter(isName) : [];
  const chunks: AreaKey[][] = [];
  for (let at = 0; at < named.length; at += AREAS_AT_ONCE) chunks.push(named.slice(at, at + AREAS_AT_ONCE));
  return chunks;
}

async function ask(
  client: InfluxClient,
  text: string,
  metric: string,
  areas: readonly AreaKey[],
  { from, to }: { from: number; to: number },
): Promise<Row[]> {
  if (from >= to) return [];
  const values = { metric, ...bound('a', areas), from: iso(from), to: iso(to) };
  return orNothing(client.ask([text], values));
}
