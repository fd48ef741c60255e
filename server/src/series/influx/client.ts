import type { IPoint } from 'influx';
import { InfluxDB } from 'influx';
import { SeriesUnavailable } from '../port.ts';

export interface InfluxOptions {
  /** e.g. http://influxdb:8086 */
  url: string;
  database: string;
  username?: string | undefined;
  password?: string | undefined;
  timeoutMs?: number;
}

/** The server's answer that a request itself is wrong: trying it again makes no sense. */
export class InfluxRefusal extends Error {
  override name = 'InfluxRefusal';
}

export type Row = Readonly<Record<string, string | number | null>>;

export interface InfluxClient {
  write(points: IPoint[]): Promise<void>;
  /** Rows in order; `$name` in the query stands for a value. Times come as ms in `time`. */
  ask(query: string, values: Readonly<Record<string, string | number>>): Promise<Row[]>;
}

const TIMEOUT_MS = 10_000;

/** After a failure the client leaves a host alone for a while; whoever asks again decides when. */
const AT_ONCE = { getDelay: () => 1, next: () => AT_ONCE, reset: () => AT_ONCE };

/**
 * Rejects with SeriesUnavailable where the server does not answer or cannot serve now, and with
 * InfluxRefusal where it says that the request is wrong. No message holds a credential.
 */
export function createInfluxClient({ url, database, username, password, timeoutMs = TIMEOUT_MS }: InfluxOptions): InfluxClient {
  const { protocol, hostname, port, pathname } = new URL(url);
  const isSecure = protocol === 'https:';
  const influx = new InfluxDB({
    hosts: [
      {
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port || (isSecure ? 443 : 80)),
        protocol: isSecure ? 'https' : 'http',
        path: pathname === '/' ? '' : pathname,
      },
    ],
    database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    pool: { maxRetries: 0, requestTimeout: timeoutMs, backoff: AT_ONCE },
  });
  let isMade = false;

  /** The database is made when it is first needed, and again if somebody has dropped it. */
  async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (!isMade) await influx.createDatabase(database);
      isMade = true;
      return await work();
    } catch (error) {
      if (isMissing(error)) isMade = false;
      throw translate(error, `${protocol}//${hostname}:${port}`);
    }
  }

  return {
    write: (points) => withDatabase(() => influx.writePoints(points, { precision: 'n' })),
    ask: (query, placeholders) =>
      withDatabase(async () => {
        const answer: unknown = await influx.queryRaw(query, { precision: 'ms', placeholders: { ...placeholders } });
        return rowsOf(answer as RawAnswer);
      }),
  };
}

interface RawAnswer {
  results?: { error?: string; series?: { columns: string[]; values: (string | number | null)[][] }[] }[];
}

function rowsOf({ results = [] }: RawAnswer): Row[] {
  const failed = results.find(({ error }) => error !== undefined);
  if (failed) throw new InfluxRefusal(failed.error);
  return results
    .flatMap(({ series = [] }) => series)
    .flatMap(({ columns, values }) => values.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))));
}

interface Answered {
  res?: { statusCode?: number };
  message: string;
}

function isMissing(error: unknown): boolean {
  const { res, message } = error as Answered;
  return res?.statusCode === 404 || /database not found/.test(message);
}

/** 4xx says that the request is wrong, except that a missing database or too many requests pass. */
function translate(error: unknown, where: string): Error {
  if (error instanceof InfluxRefusal || error instanceof SeriesUnavailable) return error;
  const { res, message } = error as Answered;
  const status = res?.statusCode ?? 0;
  const isRefusal = status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
  if (isRefusal) return new InfluxRefusal(message.slice(0, 300));
  const why = status === 0 ? message : `it answered ${status}`;
  return new SeriesUnavailable(`InfluxDB at ${where} does not serve now: ${why.slice(0, 300) || 'no answer'}`);
}
