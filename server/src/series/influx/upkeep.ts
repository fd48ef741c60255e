import { hourOf, nextHour } from '../hours.ts';
import { HOUR_MS, keptFrom } from '../port.ts';
import type { Retention } from '../port.ts';
import type { InfluxAreas } from './areas/areas.ts';
import type { InfluxClient } from './client.ts';
import type { Hours } from './hours.ts';
import { SLACK_MS, ensurePolicies } from './policies.ts';
import { fieldsQuery, firstQuery, hourlyIn, lastQuery, rollUpQuery } from './queries.ts';
import { iso, timeOf } from './rows.ts';

export interface UpkeepParts {
  client: InfluxClient;
  hours: Hours;
  areas: Pick<InfluxAreas, 'step' | 'wake' | 'isAwake'>;
  database: string;
  retention: Retention | undefined;
}

/** After nothing was to be done InfluxDB is left alone for so long. */
const PAUSE_MS = 60_000;

/** One metric of an hour at a step, then an hour of a county. InfluxDB itself lets go what is too old, once it is told for how long to keep it. */
export function createUpkeep({ client, hours, areas, database, retention }: UpkeepParts) {
  const rolledAt = new Map<number, number>();
  let isReady = false;
  let idleSince = -Infinity;

  /** Whole hours that the database still has for certain. */
  const since = (now: number): number =>
    retention ? keptFrom({ ...retention, rawMs: retention.rawMs + SLACK_MS - HOUR_MS }, now) : 0;

  async function prepare(now: number): Promise<void> {
    if (retention) await ensurePolicies(client, database, retention);
    if (!(await hours.isUsed(since(now)))) await touchOldData(now);
    isReady = true;
  }

  /** What was written before hours were touched. */
  async function touchOldData(now: number): Promise<void> {
    const [[first] = [], [last] = []] = await client.ask([firstQuery, lastQuery], { from: iso(since(now)) });
    if (!first || !last) return;
    const old: number[] = [];
    for (let hour = hourOf(timeOf(first)); hour <= hourOf(timeOf(last)); hour++) old.push(hour);
    await hours.touch(old, now);
  }

  /** The hour that is being rolled up, since when, and the metrics that are still to come. */
  let work: { hour: number; began: number; metrics: string[] } | undefined;

  async function begin(hour: number, now: number): Promise<void> {
    const fields = await client.execute(fieldsQuery);
    const numbers = fields.filter((row) => row['fieldType'] === 'float');
    work = { hour, began: now, metrics: numbers.map((row) => String(row['fieldKey'])) };
  }

  /** A metric at a step. Whatever stops it on the way, the hour is still pending and begun anew. */
  async function goOn({ hour, began, metrics }: NonNullable<typeof work>): Promise<void> {
    const metric = metrics.at(-1);
    if (metric !== undefined) {
      const window = { from: iso(hour * HOUR_MS), to: iso((hour + 1) * HOUR_MS) };
      await client.execute(rollUpQuery(metric, hourlyIn(retention !== undefined)), window);
      metrics.pop();
      return;
    }
    await hours.rolled(hour, began);
    rolledAt.set(hour, began);
    areas.wake();
    work = undefined;
  }

  return async (now: number): Promise<{ more: boolean }> => {
    if (Math.abs(now - idleSince) < PAUSE_MS && !areas.isAwake()) return { more: false };
    if (!isReady) await prepare(now);
    if (work) {
      await goOn(work);
      return { more: true };
    }
    for (const [hour, at] of rolledAt) if (at < now - HOUR_MS) rolledAt.delete(hour);
    const hour = nextHour(await hours.pending(since(now)), rolledAt, now);
    if (hour !== undefined) await begin(hour, now);
    const more = hour !== undefined || (await areas.step(now, since(now)));
    if (!more) idleSince = now;
    return { more };
  };
}
