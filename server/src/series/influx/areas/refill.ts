import type { AreaKey } from '../../../core/weak-area/area-hour.ts';
import type { Places } from '../../areas/places.ts';
import { hourOf } from '../../hours.ts';
import type { InfluxClient } from '../client.ts';
import { orNothing, timeOf } from '../rows.ts';
import { addUp } from './add-up.ts';
import type { Kept } from './queries.ts';
import { firstHourQuery } from './queries.ts';

interface RefillParts {
  client: InfluxClient;
  kept: Kept;
  places: Places;
}

const REFILL_HOURS = 24;

/** Step by step a day of a county, the latest first. */
export async function planRefill(
  { client, kept, places }: RefillParts,
  areas: readonly AreaKey[],
  now: number,
): Promise<(() => Promise<void>)[]> {
  const asking = client.execute(firstHourQuery(kept)).then((rows) => [rows]);
  const [row] = await orNothing(asking);
  if (!row) return [];
  const first = hourOf(timeOf(row));
  const counties = places.counties().map((county) => ({ county, only: places.holding(areas, county) }));
  const steps: (() => Promise<void>)[] = [];
  for (let to = hourOf(now) + 1; to > first; to -= REFILL_HOURS) {
    const from = Math.max(first, to - REFILL_HOURS);
    for (const each of counties)
      if (each.only.size > 0) steps.push(() => addUp(client, kept, places, { ...each, from, to }));
  }
  return steps;
}
