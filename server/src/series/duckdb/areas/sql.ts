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

/** `cells` are few, `area_hours` are many: the cells that are wanted are found first. */
const CELLS = `SELECT id, area FROM cells WHERE metric = $metric AND area IN (SELECT unnest($areas))`;
const IN_HOURS = 'h.hour >= $firstHour AND h.hour < $endHour';

export const areaHoursSql = `SELECT c.area, h.hour, h.n, h.weak, h.bad, h.levels
  FROM area_hours h JOIN (${CELLS}) c ON c.id = h.cell
  WHERE ${IN_HOURS} ORDER BY h.hour, c.area LIMIT $limit`;

export const areaSumsSql = `SELECT c.area, s.start, s.hours, s.weak, s.bad, s.devices
  FROM (
    SELECT cell, $since + (hour::BIGINT * ${HOUR_MS} - $since) // $step * $step AS start, count(*) AS hours,
      sum(weak / n) AS weak, sum(bad / n) AS bad, max(n) AS devices
    FROM area_hours h
    WHERE ${IN_HOURS} AND n >= $least AND cell IN (SELECT id FROM (${CELLS}))
    GROUP BY ALL
  ) s JOIN (${CELLS}) c ON c.id = s.cell
  ORDER BY s.start, c.area LIMIT $limit`;
