import { DAY_MS, HOUR_MS } from '../port.ts';
import type { Retention } from '../port.ts';
import type { InfluxClient, Row } from './client.ts';
import { HOURLY, named } from './names.ts';

/** InfluxDB lets go by its own clock: this much later, so that whole hours can still be rolled up. */
export const SLACK_MS = DAY_MS;

/**
 * Has the database's default policy keep samples, and a second one hours, for as long as they are wanted.
 * Nothing is changed that is so already: a user may be allowed to use the database and no more.
 */
export async function ensurePolicies(
  client: InfluxClient,
  database: string,
  { rawMs, hourlyMs }: Retention,
): Promise<void> {
  const there = await client.execute(`SHOW RETENTION POLICIES ON ${named(database)}`);
  const raw = there.find((row) => String(row['default']) === 'true');
  const hourly = there.find(({ name }) => name === HOURLY);
  const rawFor = policy(rawMs + SLACK_MS);
  if (raw && !isFor(raw, rawMs + SLACK_MS)) {
    await client.execute(
      `ALTER RETENTION POLICY ${named(String(raw['name']))} ON ${named(database)} ${rawFor}`,
    );
  }
  const hourlyFor = policy(hourlyMs + SLACK_MS);
  if (!hourly) {
    await client.execute(
      `CREATE RETENTION POLICY ${HOURLY} ON ${named(database)} ${hourlyFor.replace('SHARD', 'REPLICATION 1 SHARD')}`,
    );
  } else if (!isFor(hourly, hourlyMs + SLACK_MS)) {
    await client.execute(`ALTER RETENTION POLICY ${HOURLY} ON ${named(database)} ${hourlyFor}`);
  }
}

const hoursIn = (ms: number): number => Math.ceil(ms / HOUR_MS);

/** Few large shards keep the index small: each holds every name of every field of every device once more. */
function policy(ms: number): string {
  const shardDays = ms >= 365 * DAY_MS ? 28 : ms >= 28 * DAY_MS ? 7 : 1;
  return `DURATION ${hoursIn(ms)}h SHARD DURATION ${shardDays}d`;
}

function isFor(row: Row, ms: number): boolean {
  return row['duration'] === `${hoursIn(ms)}h0m0s`;
}
