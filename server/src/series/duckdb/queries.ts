import type { Layout } from './layouts.ts';
import { tableOf } from './schema.ts';

const WITHIN = 'device = $device AND ts >= $since AND ts < $until';

/** Every stored value of a metric: `(ts, value, text)`, one of the two null. */
function valuesSql(layouts: readonly Layout[], metric: string): string {
  const columns = layouts
    .map((layout) => ({ layout, column: layout.metrics.indexOf(metric) }))
    .filter(({ column }) => column >= 0)
    .map(
      ({ layout, column }) =>
        `SELECT ts, c${column} AS value, NULL::VARCHAR AS text FROM ${tableOf(layout)} WHERE ${WITHIN} AND c${column} IS NOT NULL`,
    );
  return [...columns, `SELECT ts, value, text FROM loose WHERE ${WITHIN} AND metric = $metric`].join(
    ' UNION ALL ',
  );
}

/** One row per instant, whatever was stored twice. */
function instantsSql(layouts: readonly Layout[], metric: string): string {
  return `SELECT ts, max(value) AS value, max(text) AS text FROM (${valuesSql(layouts, metric)}) GROUP BY ts`;
}

export function pointsSql(layouts: readonly Layout[], metric: string): string {
  return `SELECT ts, value, text FROM (${instantsSql(layouts, metric)}) ORDER BY ts LIMIT $limit`;
}

export function stepsSql(layouts: readonly Layout[], metric: string): string {
  return `SELECT $since + step * $step AS ts, avg(value) AS value, arg_max(text, ts) AS text
    FROM (SELECT *, (ts - $since) // $step AS step FROM (${instantsSql(layouts, metric)}))
    GROUP BY step ORDER BY step LIMIT $limit`;
}

function samplesSql(layouts: readonly Layout[]): string {
  return layouts
    .map((layout) => `SELECT ts, boot, seq FROM ${tableOf(layout)} WHERE ${WITHIN}`)
    .join(' UNION ALL ');
}

export function beatsSql(layouts: readonly Layout[]): string {
  return `SELECT DISTINCT s.ts, b.boot, s.seq
    FROM (${samplesSql(layouts)}) s JOIN (SELECT id, boot FROM boots WHERE device = $device) b ON b.id = s.boot
    ORDER BY s.ts, b.boot, s.seq LIMIT $limit`;
}

export function silencesSql(layouts: readonly Layout[]): string {
  return `SELECT last, ts FROM (
      SELECT ts, lag(ts) OVER (ORDER BY ts) AS last
      FROM (SELECT ts FROM (${samplesSql(layouts)}) UNION ALL SELECT $since UNION ALL SELECT $until)
    ) WHERE ts - last > $longer ORDER BY last LIMIT $limit`;
}
