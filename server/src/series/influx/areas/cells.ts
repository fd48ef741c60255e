import type { AreaHour } from '../../../core/weak-area/area-hour.ts';
import { encodeBins } from '../../../core/weak-area/level-bins.ts';
import type { InfluxClient } from '../client.ts';
import { AREAS, tagValue } from '../names.ts';
import type { Kept } from './queries.ts';
import { COUNTED } from './queries.ts';

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
  const tags = `area=${tagValue(area)},county=${tagValue(county)},metric=${tagValue(metric)}`;
  const counted = COUNTED.map((least) => {
    const [hours, weakHours, badHours] = n >= least ? [1, weak / n, bad / n] : [0, 0, 0];
    return `hours${least}=${hours}i,weak${least}=${weakHours},bad${least}=${badHours}`;
  });
  const fields = `n=${n}i,weak=${weak},bad=${bad},levels="${encodeBins(levels)}",${counted.join()}`;
  return `${AREAS},${tags} ${fields} ${ts}000000`;
}
