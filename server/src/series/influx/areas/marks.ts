import { hourOf } from '../../hours.ts';
import { HOUR_MS } from '../../port.ts';
import type { InfluxClient } from '../client.ts';
import { ADDED, tagValue } from '../names.ts';
import { iso, timeOf } from '../rows.ts';
import { addedQuery, bound, rolledQuery } from './queries.ts';

/** An hour that was rolled up at `at`, and not added up since of the devices of a county. */
export interface Owed {
  hour: number;
  at: number;
  county: string;
}

/**
 * Servers share the roll-up of devices, but each knows only where its own counties' devices are. So a
 * county notes by itself which roll-up of an hour it has added up, by its time: one that is later, whoever
 * it was, is owed. A county that is handed over takes its notes along. Latest first.
 */
export async function owedHours(
  client: InfluxClient,
  counties: readonly string[],
  from: number,
): Promise<Owed[]> {
  if (counties.length === 0) return [];
  const values = { ...bound('c', counties), from: iso(from) };
  const [rolled = [], added = []] = await client.ask([rolledQuery, addedQuery(counties.length)], values);
  const has = new Set(added.map((row) => `${timeOf(row)} ${row['county']} ${row['at']}`));
  return rolled
    .map((row) => ({ ts: timeOf(row), at: Number(row['at']) }))
    .sort((a, b) => b.ts - a.ts)
    .flatMap(({ ts, at }) =>
      counties
        .filter((county) => !has.has(`${ts} ${county} ${at}`))
        .map((county) => ({ hour: hourOf(ts), at, county })),
    );
}

export function noteAdded(client: InfluxClient, { hour, at, county }: Owed): Promise<void> {
  return client.write(Buffer.from(`${ADDED},county=${tagValue(county)} at=${at}i ${hour * HOUR_MS}000000`));
}
