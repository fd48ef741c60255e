import { HOUR_MS } from '../port.ts';
import type { RangesQuery } from '../port.ts';
import type { Layout } from './layouts.ts';
import { tableOf } from './schema.ts';

const WITHIN = 'device = $device AND ts >= $since AND ts < $until';

function columnsOf(layouts: readonly Layout[], metric: string): { layout: Layout; column: number }[] {
  return layouts
    .map((layout) => ({ layout, column: layout.metrics.indexOf(metric) }))
    .filter(({ column }) => column >= 0);
}

/** Every stored value of a metric: `(ts, value, text)`, one of the two null. */
function valuesSql(layouts: readonly Layout[], metric: string): string {
  const columns = columnsOf(layouts, metric).map(
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

const OF_SEVERAL = 'device IN (SELECT unnest($devices)) AND ts >= $since AND ts < $until';

/** Every stored number of a metric of several devices: `(device, ts, value)`. */
function numbersSql(layouts: readonly Layout[], metric: string, where: string): string {
  const columns = columnsOf(layouts, metric).map(
    ({ layout, column }) =>
      `SELECT device, ts, c${column} AS value FROM ${tableOf(layout)} WHERE ${where} AND c${column} IS NOT NULL`,
  );
  const loose = `SELECT device, ts, value FROM loose WHERE ${where} AND metric = $metric AND value IS NOT NULL`;
  return [...columns, loose].join(' UNION ALL ');
}

const SUMS = 'count(value) AS n, min(value) AS low, max(value) AS high, sum(value) AS total';

function rawRangesSql(layouts: readonly Layout[], metric: string): string {
  return `SELECT device, $since + (ts - $since) // $step * $step AS start, ${SUMS}
    FROM (${numbersSql(layouts, metric, OF_SEVERAL)}) GROUP BY ALL`;
}

const TOUCHED = 'SELECT hour FROM touched';

/** What is rolled up, and of hours that are not, or must be again, the samples themselves. */
function hourlyRangesSql(layouts: readonly Layout[], metric: string): string {
  const numbers = `SELECT device, ts // ${HOUR_MS} AS hour, ${SUMS}
    FROM (${numbersSql(layouts, metric, `ts // ${HOUR_MS} IN (${TOUCHED}) AND ${IN_HOURS}`)}) GROUP BY ALL`;
  const rolled = `SELECT device, hour, n, low, high, total FROM hourly
    WHERE metric = $metric AND device IN (SELECT unnest($devices))
      AND hour >= $firstHour AND hour < $endHour AND hour NOT IN (${TOUCHED})`;
  return `SELECT device, $since + (hour::BIGINT * ${HOUR_MS} - $since) // $step * $step AS start, n, low, high, total
    FROM (${rolled} UNION ALL ${numbers})`;
}

const IN_HOURS = `device IN (SELECT unnest($devices)) AND ts >= $firstHour::BIGINT * ${HOUR_MS} AND ts < $endHour::BIGINT * ${HOUR_MS}`;

export function rangesSql(layouts: readonly Layout[], query: RangesQuery): string {
  const { source, metric, perDevice = false } = query;
  const rows = source === 'raw' ? rawRangesSql(layouts, metric) : hourlyRangesSql(layouts, metric);
  const device = perDevice ? 'd.name' : 'NULL';
  return `SELECT r.start, ${device} AS name, sum(r.n), min(r.low), max(r.high), sum(r.total)
    FROM (${rows}) r JOIN devices d ON d.id = r.device
    GROUP BY ALL ORDER BY r.start, name LIMIT $limit`;
}

/** Rolls one hour up: `(metric, device, n, low, high, total)`, all metrics of all devices. */
export function rollUpSql(layouts: readonly Layout[]): string {
  const within = 'ts >= $since AND ts < $until';
  const columns = layouts.flatMap((layout) =>
    layout.metrics.map(
      (metric, i) =>
        `SELECT ${literal(metric)} AS metric, device, c${i} AS value FROM ${tableOf(layout)} WHERE ${within} AND c${i} IS NOT NULL`,
    ),
  );
  const loose = `SELECT metric, device, value FROM loose WHERE ${within} AND value IS NOT NULL`;
  return `INSERT INTO hourly SELECT $hour, metric, device, ${SUMS}
    FROM (${[...columns, loose].join(' UNION ALL ')}) GROUP BY metric, device ORDER BY metric, device`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
