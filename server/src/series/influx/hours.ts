import { hourOf } from '../hours.ts';
import { HOUR_MS } from '../port.ts';
import type { InfluxClient, Row } from './client.ts';
import { InfluxRefusal } from './errors.ts';
import { ROLLED, TOUCHED } from './names.ts';
import { hoursQueries } from './queries.ts';
import { iso, timeOf } from './rows.ts';

/**
 * Which hours are to be rolled up. Before samples are written it is said that they come (`touch`), and
 * said again only after a while; so an hour counts as done only when its roll-up began so much later
 * than it was last touched. This holds across crashes, and for several servers that share a database.
 */
export interface Hours {
  touch(hours: Iterable<number>, now: number): Promise<void>;
  /** Oldest first. */
  pending(from: number): Promise<number[]>;
  rolled(hour: number, began: number): Promise<void>;
  /** Whether any hour was ever touched, from that time on. */
  isUsed(from: number): Promise<boolean>;
}

const TOUCH_HOLDS_MS = 300_000;

export function createHours(client: InfluxClient): Hours {
  const touchedAt = new Map<number, number>();

  const pointAt = (measurement: string, hour: number, at: number): string =>
    `${measurement} at=${at}i ${hour * HOUR_MS}000000`;

  return {
    async touch(hours, now) {
      for (const [hour, at] of touchedAt) if (Math.abs(now - at) >= TOUCH_HOLDS_MS) touchedAt.delete(hour);
      const added = [...hours].filter((hour) => !touchedAt.has(hour));
      if (added.length === 0) return;
      const points = added.map((hour) => pointAt(TOUCHED, hour, now)).join('\n');
      await client.write(Buffer.from(points)).catch((error: unknown) => {
        // Too old for the database, as the samples will be; what is not is written all the same.
        if (!(error instanceof InfluxRefusal)) throw error;
      });
      for (const hour of added) touchedAt.set(hour, now);
    },
    async pending(from) {
      const [touched = [], rolled = []] = await client.ask(hoursQueries, { from: iso(from) });
      const began = new Map(rolled.map((row) => [timeOf(row), Number(row['at'])]));
      const isPending = (row: Row) =>
        Number(row['at']) + TOUCH_HOLDS_MS > (began.get(timeOf(row)) ?? -Infinity);
      return touched.filter(isPending).map((row) => hourOf(timeOf(row)));
    },
    rolled: (hour, began) => client.write(Buffer.from(pointAt(ROLLED, hour, began))),
    async isUsed(from) {
      const [touched = []] = await client.ask(hoursQueries.slice(0, 1), { from: iso(from) });
      return touched.length > 0;
    },
  };
}
