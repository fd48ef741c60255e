import type { DuckDBConnection } from '@duckdb/node-api';
import { firstKeptHour, nextHour } from '../hours.ts';
import { HOUR_MS, keptFrom } from '../port.ts';
import type { Retention } from '../port.ts';
import { areaTables } from './areas/tables.ts';
import type { Dictionary } from './dictionary.ts';
import { inTransaction } from './in-transaction.ts';
import { rollUpSql } from './queries.ts';
import { tableOf } from './schema.ts';
import type { Sessions } from './sessions.ts';

export type Maintain = (now: number) => Promise<{ more: boolean }>;

/** One hour at a step, in transactions of their own beside those that write; what they come to by area after them. */
export function createUpkeep(
  sessions: Sessions,
  retention: Retention | undefined,
  addUpAreas: () => Promise<boolean>,
): Maintain {
  const rolledAt = new Map<number, number>();

  /**
   * That an hour is touched is forgotten while nobody writes: whoever writes for it from now on marks it
   * again, in a row that the transaction either sees with its samples, or leaves for the next time.
   */
  async function rollUp(hour: number, now: number): Promise<void> {
    await sessions.write(async (_, { touched }) => void touched.delete(hour));
    await sessions.upkeep((connection, { layouts }) =>
      inTransaction(connection, async () => {
        await connection.run('DELETE FROM touched WHERE hour = $hour', { hour });
        await connection.run('DELETE FROM hourly WHERE hour = $hour', { hour });
        const since = BigInt(hour * HOUR_MS);
        const until = since + BigInt(HOUR_MS);
        await connection.run(rollUpSql(layouts), { hour, since, until });
        await connection.run('DELETE FROM areas_owed WHERE hour = $hour', { hour });
        await connection.run('INSERT INTO areas_owed VALUES ($hour)', { hour });
      }),
    );
    rolledAt.set(hour, now);
  }

  async function touchedHours(): Promise<number[]> {
    const rows = await sessions.read((connection) =>
      connection.runAndReadAll('SELECT DISTINCT hour FROM touched ORDER BY hour'),
    );
    return rows.getRows().map(([hour]) => Number(hour));
  }

  /** The last time at which everything too old was gone: once an hour is enough. */
  let clearedTo = -1;

  async function letGo(now: number, touched: readonly number[]): Promise<boolean> {
    // An hour behind what is refused: so none is deleted while it is still being written to.
    const end = Math.min(keptFrom(retention, now - HOUR_MS), ...touched.map((hour) => hour * HOUR_MS));
    if (!retention || end <= clearedTo) return false;
    const first = firstKeptHour(retention, now);
    const reached = await sessions.upkeep((connection, dictionary) =>
      inTransaction(connection, async () => {
        const tables = (await areaTables(connection)).values();
        for (const table of ['hourly', 'areas_owed', ...tables])
          await connection.run(`DELETE FROM ${table} WHERE hour < $first`, { first });
        return deleteSamples(connection, dictionary, end);
      }),
    );
    if (reached >= end) clearedTo = end;
    return reached < end;
  }

  return async (now) => {
    for (const [hour, at] of rolledAt) if (at < now - HOUR_MS) rolledAt.delete(hour);
    const touched = await touchedHours();
    const hour = nextHour(touched, rolledAt, now);
    if (hour !== undefined) {
      await rollUp(hour, now);
      return { more: true };
    }
    if (await addUpAreas()) return { more: true };
    return { more: await letGo(now, touched) };
  };
}

/** Deletes the samples of the oldest hour that has any, at most up to `end`; answers how far it has come. */
async function deleteSamples(
  connection: DuckDBConnection,
  { layouts }: Dictionary,
  end: number,
): Promise<number> {
  const tables = [...layouts.map(tableOf), 'loose'];
  const from = await oldest(connection, tables);
  const until = Math.min(end, from + HOUR_MS);
  if (from < end) {
    for (const table of tables)
      await connection.run(`DELETE FROM ${table} WHERE ts < $until`, { until: BigInt(until) });
  }
  await connection.run('UPDATE upkeep SET raw_from = $until', { until: BigInt(until) });
  return until;
}

async function oldest(connection: DuckDBConnection, tables: readonly string[]): Promise<number> {
  const known = '(SELECT max(raw_from) FROM upkeep)';
  const each = tables.map((table) => `SELECT min(ts) AS ts FROM ${table} WHERE ts >= ${known}`);
  const rows = await connection.runAndReadAll(`SELECT min(ts) FROM (${each.join(' UNION ALL ')})`);
  const [[ts] = []] = rows.getRows();
  return ts === null || ts === undefined ? Infinity : Number(ts);
}
