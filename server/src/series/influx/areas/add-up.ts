import type { AreaHour, AreaKey } from '../../../core/weak-area/area-hour.ts';
import { WEAK } from '../../../core/weak-area/area-hour.ts';
import { createAreaSpan } from '../../areas/area-span.ts';
import type { Places } from '../../areas/places.ts';
import { placesIn } from '../../areas/places.ts';
import { hourOf } from '../../hours.ts';
import { DAY_MS, HOUR_MS } from '../../port.ts';
import type { InfluxClient, Row } from '../client.ts';
import { isName } from '../names.ts';
import { iso, timeOf } from '../rows.ts';
import { writeCells } from './cells.ts';
import type { Kept } from './queries.ts';
import { bound, countyCellsQuery, daysQuery, deviceHoursQuery } from './queries.ts';

/** Hours since 1970, `to` not included. */
export interface CountySpan {
  county: string;
  from: number;
  to: number;
  /** All areas without it. */
  only?: ReadonlySet<AreaKey>;
}

const DEVICES_AT_ONCE = 500;
/** So many hours of devices are read at once. */
const ROWS_AT_ONCE = 5_000;

/** Writes what the devices of a county add up to now over what they added up to before. */
export async function addUp(
  client: InfluxClient,
  kept: Kept,
  places: Places,
  span: CountySpan,
): Promise<void> {
  const rows = await sumsOf(client, kept, places, span);
  const stale = await emptied(client, kept, span, rows);
  await writeCells(client, kept, span.county, [...rows, ...stale]);
  await client.execute(daysQuery(kept), { metric: WEAK, county: span.county, ...daysAround(span) });
}

const daysAround = ({ from, to }: CountySpan) => ({
  from: iso(Math.floor((from * HOUR_MS) / DAY_MS) * DAY_MS),
  to: iso(Math.ceil((to * HOUR_MS) / DAY_MS) * DAY_MS),
});

const windowOf = ({ from, to }: CountySpan) => ({ from: iso(from * HOUR_MS), to: iso(to * HOUR_MS) });

async function sumsOf(
  client: InfluxClient,
  kept: Kept,
  places: Places,
  { county, only, ...hours }: CountySpan,
): Promise<AreaHour[]> {
  const areas = new Map<string, readonly AreaKey[]>();
  for (const place of placesIn(places.all(), only))
    if (place.county === county && isName(place.device)) areas.set(place.device, place.areas);
  const devices = [...areas.keys()];
  const span = createAreaSpan();
  const size = Math.max(1, Math.min(DEVICES_AT_ONCE, Math.floor(ROWS_AT_ONCE / (hours.to - hours.from))));
  for (let at = 0; at < devices.length; at += size) {
    const some = devices.slice(at, at + size);
    const values = { ...bound('d', some), ...windowOf({ county, ...hours }) };
    for (const row of await client.execute(deviceHoursQuery(kept, some.length), values))
      span.add(hourOf(timeOf(row)), areas.get(String(row['device'])) ?? [], (metric) => sumIn(row, metric));
  }
  return span.rows();
}

function sumIn(row: Row, metric: string): { n: number; sum: number } | undefined {
  const n = row[`n:${metric}`] ?? null;
  return n === null ? undefined : { n: Number(n), sum: Number(row[`sum:${metric}`]) };
}

/** What was there and is not any more, as nothing: InfluxDB cannot take back a point at little cost. */
async function emptied(
  client: InfluxClient,
  kept: Kept,
  span: CountySpan,
  rows: readonly AreaHour[],
): Promise<AreaHour[]> {
  const only = [...(span.only ?? [])];
  const values = { county: span.county, ...bound('a', only), ...windowOf(span) };
  const before = await client.execute(countyCellsQuery(kept, only.length), values);
  const now = new Set(rows.map(({ area, metric, ts }) => `${ts} ${area} ${metric}`));
  return before
    .map((row): AreaHour => {
      const [area, metric] = [String(row['area']) as AreaKey, String(row['metric'])];
      return { area, metric, ts: timeOf(row), n: 0, weak: 0, bad: 0, levels: new Map() };
    })
    .filter(({ area, metric, ts }) => !now.has(`${ts} ${area} ${metric}`));
}
