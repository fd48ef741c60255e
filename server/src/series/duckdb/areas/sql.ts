import { AREA_METRICS } from '../../areas/area-span.ts';
import { HOUR_MS } from '../../port.ts';

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * What devices measured by hour, one row for each device and hour: of each of `AREA_METRICS` in turn how
 * often, and the sum; null where it was not measured.
 */
export function deviceHoursSql(): string {
  const sums = AREA_METRICS.flatMap((metric) =>
    ['n', 'total'].map((column) => `sum(${column}) FILTER (metric = ${literal(metric)})::DOUBLE`),
  );
  return `SELECT hour, device, ${sums.join(', ')} FROM hourly
    WHERE hour >= $firstHour AND hour < $endHour AND device IN (SELECT unnest($devices))
      AND metric IN (${AREA_METRICS.map(literal).join(', ')})
    GROUP BY hour, device`;
}

/** A table of hours, and the numbers of the areas that are wanted of it. */
export interface Wanted {
  table: string;
  ids: readonly number[];
}

/** One number is looked for in the table at once, several by way of their names. */
const whichSql = ({ ids: [id, ...others] }: Wanted): string =>
  id !== undefined && others.length === 0 ? `h.area = ${id}` : 'h.area IN (SELECT id FROM wanted)';

const withWanted = ({ ids }: Wanted): string =>
  `WITH wanted AS (SELECT id, area FROM area_names WHERE id IN (${ids.join(', ')}))`;

const IN_HOURS = 'h.hour >= $firstHour AND h.hour < $endHour';

export function areaHoursSql(wanted: Wanted): string {
  return `${withWanted(wanted)} SELECT w.area, h.hour, h.n, h.weak, h.bad, h.levels
    FROM ${wanted.table} h JOIN wanted w ON w.id = h.area
    WHERE ${IN_HOURS} AND ${whichSql(wanted)} ORDER BY h.hour, w.area LIMIT $limit`;
}

export function areaSumsSql(wanted: Wanted): string {
  const start = `$since + (h.hour::BIGINT * ${HOUR_MS} - $since) // $step * $step AS start`;
  return `${withWanted(wanted)} SELECT w.area, s.start, s.hours, s.weak, s.bad, s.devices
    FROM (
      SELECT h.area AS id, ${start}, count(*) AS hours,
        sum(weak / n) AS weak, sum(bad / n) AS bad, max(n) AS devices
      FROM ${wanted.table} h WHERE ${IN_HOURS} AND n >= $least AND ${whichSql(wanted)}
      GROUP BY ALL
    ) s JOIN wanted w ON w.id = s.id
    ORDER BY s.start, w.area LIMIT $limit`;
}
