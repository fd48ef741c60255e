import type { DuckDBConnection } from '@duckdb/node-api';
import type { AreaKey } from '../../../core/weak-area/area-hour.ts';
import { createPlaces } from '../../areas/places.ts';
import type { SeriesStore } from '../../port.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Sessions } from '../sessions.ts';
import { addUp } from './add-up.ts';
import { readAreaHours, readAreaSums } from './read-areas.ts';

export interface DuckdbAreas extends Pick<SeriesStore, 'place' | 'refill' | 'areaHours' | 'areaSums'> {
  /** Adds up an hour; false where there is nothing to do. */
  step(): Promise<boolean>;
}

/** A transaction each, the latest first. */
const REFILL_HOURS = 24;

/**
 * Hours that are rolled up are owed by area from the same transaction on, and until the one that holds
 * what they add up to: whatever ends the process between, and however long nobody says where devices are.
 */
export function createDuckdbAreas(sessions: Sessions): DuckdbAreas {
  const places = createPlaces();

  /** What people look at first. */
  async function addLatest(): Promise<boolean> {
    return sessions.upkeep(async (connection, dictionary) => {
      const hour = await ofHours(connection, 'max(hour)', 'areas_owed');
      if (hour === undefined) return false;
      await inTransaction(connection, async () => {
        await addUp(connection, dictionary, places, { from: hour, to: hour + 1 });
        await connection.run('DELETE FROM areas_owed WHERE hour = $hour', { hour });
      });
      return true;
    });
  }

  async function hoursToRefill(connection: DuckDBConnection, areas: readonly AreaKey[]) {
    const first = (await ofHours(connection, 'min(hour)', 'hourly')) ?? 0;
    const end = ((await ofHours(connection, 'max(hour)', 'hourly')) ?? -1) + 1;
    return { only: places.holding(areas), first, end };
  }

  return {
    async place(told, more = false) {
      await sessions.read(async () => places.tell(told, more));
    },
    async refill(areas) {
      const { only, first, end } = await sessions.upkeep((connection) => hoursToRefill(connection, areas));
      for (let to = only.size > 0 ? end : first; to > first; to -= REFILL_HOURS) {
        const span = { from: Math.max(first, to - REFILL_HOURS), to, only };
        await sessions.upkeep((connection, dictionary) =>
          inTransaction(connection, () => addUp(connection, dictionary, places, span)),
        );
      }
    },
    areaHours: (query) => readAreaHours(sessions, query),
    areaSums: (query) => readAreaSums(sessions, query),
    async step() {
      return places.isWhole() && (await addLatest());
    },
  };
}

async function ofHours(
  connection: DuckDBConnection,
  which: 'min(hour)' | 'max(hour)',
  table: 'areas_owed' | 'hourly',
): Promise<number | undefined> {
  const [[hour] = []] = (await connection.runAndReadAll(`SELECT ${which} FROM ${table}`)).getRows();
  return hour === null || hour === undefined ? undefined : Number(hour);
}
