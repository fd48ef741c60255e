import type { AreaKey } from '../../../core/weak-area/area-hour.ts';
import { createPlaces } from '../../areas/places.ts';
import type { SeriesStore } from '../../port.ts';
import type { InfluxClient } from '../client.ts';
import { addUp } from './add-up.ts';
import type { Owed } from './marks.ts';
import { noteAdded, owedHours } from './marks.ts';
import type { Kept } from './queries.ts';
import { planRefill } from './refill.ts';
import { readAreaHours, readAreaSums } from './read-areas.ts';

export interface InfluxAreas extends Pick<SeriesStore, 'place' | 'areaHours' | 'areaSums'> {
  /** Step by step what `refill` asks for. */
  refillSteps(areas: readonly AreaKey[], now: number): Promise<(() => Promise<void>)[]>;
  /** An hour was rolled up. */
  wake(): void;
  /** There may be something to do that was not known a moment ago. */
  isAwake(): boolean;
  /** Adds up an hour of a county, of those since `since`; false where there is nothing to do. */
  step(now: number, since: number): Promise<boolean>;
}

/** How often it is asked what other servers have rolled up. */
const LOOK_EVERY_MS = 600_000;

/** A cell is written over before its hour is noted: whatever stops it between, the hour is still owed. */
export function createInfluxAreas(client: InfluxClient, kept: Kept): InfluxAreas {
  const places = createPlaces();
  let owed: readonly Owed[] = [];
  let askedAt = -Infinity;

  const wake = (): void => void (askedAt = -Infinity);

  async function ask(now: number, since: number): Promise<void> {
    askedAt = now;
    owed = await owedHours(client, places.counties(), since).catch((error: unknown) => {
      wake();
      throw error;
    });
  }

  /** What people look at first. */
  async function addLatest(now: number, since: number): Promise<boolean> {
    if (owed.length === 0 && Math.abs(now - askedAt) >= LOOK_EVERY_MS) await ask(now, since);
    const [next] = owed;
    if (!next) return false;
    const { county, hour } = next;
    await addUp(client, kept, places, { county, from: hour, to: hour + 1 });
    await noteAdded(client, next);
    owed = owed.slice(1);
    return true;
  }

  return {
    wake,
    isAwake: () => places.isWhole() && askedAt === -Infinity,
    async step(now, since) {
      return places.isWhole() && (await addLatest(now, since));
    },
    async place(told, more = false) {
      places.tell(told, more);
      wake();
    },
    refillSteps: (areas, now) => planRefill({ client, kept, places }, areas, now),
    areaHours: (query) => readAreaHours(client, kept, query),
    areaSums: (query) => readAreaSums(client, kept, query),
  };
}
