import type { AreaHour } from '../../../core/weak-area/area-hour.ts';
import { encodeBins } from '../../../core/weak-area/level-bins.ts';
import type { InfluxClient } from '../client.ts';
import { AREAS, tagValue } from '../names.ts';
import type { Kept } from './queries.ts';

const LINES_AT_ONCE = 2_500;

/**
 * A point for each hour, area, metric and county, which is written over when the hour is added up again: so
 * servers with counties of their own never write the same point, even of a node above several counties.
 */
export async function writeCells(
  client: InfluxClient,
  { policy }: Kept,
  county: string,
  rows: readonly AreaHour[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += LINES_AT_ONCE) {
    const lines = rows.slice(at, at + LINES_AT_ONCE).map((row) => lineOf(county, row));
    await client.write(Buffer.from(lines.join('\n')), policy);
  }
}

function lineOf(county: string, { area, metric, ts, n, weak, bad, levels }: AreaHour): string {
  const share = (sum: number): number => (n > 0 ? sum / n : 0);
  const tags = `area=${tagValue(area)},county=${tagValue(county)},metric=${tagValue(metric)}`;
  const sums = `n=${n}i,weak=${weak},bad=${bad},weak_share=${share(weak)},bad_share=${share(bad)}`;
  return `${AREAS},${tags} ${sums},levels="${encodeBins(levels)}" ${ts}000000`;
}
