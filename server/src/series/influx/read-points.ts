import type { PointsQuery, SeriesPoint } from '../port.ts';
import type { Row } from './client.ts';
import { isName } from './names.ts';
import { pointsQuery, stepsQuery } from './queries.ts';
import type { AskWindow } from './rows.ts';
import { timeOf } from './rows.ts';

/** One point an instant; samples that share one are why it may take more than one question. */
export async function readPoints(ask: AskWindow, query: PointsQuery): Promise<SeriesPoint[]> {
  const { metric, stepMs, limit } = query;
  if (!isName(metric)) return [];
  if (stepMs !== undefined) {
    const [rows = []] = await ask([stepsQuery(metric, stepMs, query.from)], query);
    // Limited here as well: of steps with and without numbers InfluxDB limits each kind by itself.
    return toPoints(rows).slice(0, limit);
  }
  const points = new Map<number, number | string>();
  for (let from = query.from; points.size < limit;) {
    const [rows = []] = await ask([pointsQuery(metric)], { ...query, from });
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
