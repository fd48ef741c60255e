import type { Beat, DeviceWindow, PointsQuery, SeriesPoint, SilencesQuery } from '../port.ts';
import type { InfluxClient, Row } from './client.ts';
import { isName } from './points.ts';
import {
  beatsQuery,
  firstBeatQuery,
  lastBeatQuery,
  pointsQuery,
  silencesQuery,
  stepsQuery,
} from './queries.ts';

const timeOf = (row: Row): number => Number(row['time']);

/** One point an instant; samples that share one are why it may take more than one question. */
export async function readPoints(client: InfluxClient, query: PointsQuery): Promise<SeriesPoint[]> {
  const { metric, stepMs, limit } = query;
  if (!isName(metric)) return [];
  if (stepMs !== undefined) {
    // Limited here as well: of steps with and without numbers InfluxDB limits each kind by itself.
    return toPoints(await ask(client, stepsQuery(metric, stepMs, query.from), query)).slice(0, limit);
  }
  const points = new Map<number, number | string>();
  for (let from = query.from; points.size < limit;) {
    const rows = await ask(client, pointsQuery(metric), { ...query, from });
    for (const [at, value] of toPoints(rows)) points.set(at, value);
    if (rows.length < limit) break;
    from = timeOf(rows.at(-1) ?? {}) + 1;
  }
  return [...points].slice(0, limit);
}

function toPoints(rows: readonly Row[]): SeriesPoint[] {
  return rows.flatMap((row): SeriesPoint[] => {
    const value = row['value'] ?? row['text'] ?? null;
    return value === null ? [] : [[timeOf(row), value]];
  });
}

export async function readBeats(client: InfluxClient, window: DeviceWindow): Promise<Beat[]> {
  const rows = await ask(client, beatsQuery, window);
  return rows.map((row) => ({ ts: timeOf(row), boot: String(row['boot']), seq: Number(row['seq']) }));
}

export async function readSilences(client: InfluxClient, query: SilencesQuery): Promise<[number, number][]> {
  const { from, to, limit, longerThanMs } = query;
  const [first] = await ask(client, firstBeatQuery, { ...query, limit: 1 });
  const [last] = await ask(client, lastBeatQuery, { ...query, limit: 1 });
  const spans: [number, number][] = [];
  if (first && last) {
    const inner = await ask(client, silencesQuery, query, { longer: longerThanMs });
    spans.push([from, timeOf(first)], ...inner.map(spanBefore), [timeOf(last), to]);
  } else spans.push([from, to]);
  return spans.filter(([start, end]) => end - start > longerThanMs).slice(0, limit);
}

function spanBefore(row: Row): [number, number] {
  return [timeOf(row) - Number(row['length']), timeOf(row)];
}

/** The last millisecond that InfluxDB knows, in the year 2262. */
const MAX_MS = 9_223_372_036_853;
const iso = (ms: number): string => new Date(Math.min(Math.max(ms, 0), MAX_MS)).toISOString();

/** InfluxQL reads LIMIT 0 as no limit at all. Times are bound as text, which is exact. */
async function ask(
  client: InfluxClient,
  text: string,
  { device, from, to, limit }: DeviceWindow,
  more: Readonly<Record<string, number>> = {},
): Promise<Row[]> {
  if (limit < 1 || from >= to || !isName(device)) return [];
  return client.ask(text + String(limit), { device, from: iso(from), to: iso(to), ...more });
}
