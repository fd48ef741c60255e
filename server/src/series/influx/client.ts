import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { InfluxDB } from 'influx';
import { SeriesUnavailable } from '../port.ts';
import { InfluxRefusal, isMissingDatabase, translate } from './errors.ts';
import { createLinePoster } from './post-lines.ts';

export interface InfluxOptions {
  /** e.g. http://influxdb:8086; may hold a user and a password. */
  url: string;
  database: string;
  username?: string | undefined;
  password?: string | undefined;
  timeoutMs?: number;
}

export type Row = Readonly<Record<string, string | number | null>>;

/**
 * Everything rejects with SeriesUnavailable where the server does not answer or cannot serve now, and
 * with InfluxRefusal where it says that the request itself is wrong. No message holds a credential.
 */
export interface InfluxClient {
  /** Line protocol, times in ns; into the retention policy of that name, or the default one. */
  write(lines: Buffer, policy?: string): Promise<void>;
  /**
   * The rows of each query, in order, with the tags by which they are grouped; `$name` in it stands for a
   * value. Times come as ms in `time`.
   */
  ask(queries: readonly string[], values?: Values): Promise<Row[][]>;
  /** The same for what changes something and may take minutes. */
  execute(query: string, values?: Values): Promise<Row[]>;
  close(): void;
}

type Values = Readonly<Record<string, string | number>>;

const TIMEOUT_MS = 10_000;
const EXECUTE_TIMEOUT_MS = 300_000;
/** Longer ones go into the body of a request, as addresses are limited in length. */
const MAX_QUERY_IN_ADDRESS = 2_000;

/** The client would leave a host alone after a failure; whoever asks again decides when. */
const AT_ONCE = { getDelay: () => 0, next: () => AT_ONCE, reset: () => AT_ONCE };

export function createInfluxClient(options: InfluxOptions): InfluxClient {
  const { database, timeoutMs = TIMEOUT_MS } = options;
  const { origin } = new URL(options.url);
  // Apart, so that a question that takes too long does not end a write as well.
  const poster = createLinePoster({ ...options, timeoutMs });
  const questions = createLine(options, timeoutMs);
  const works = createLine(options, EXECUTE_TIMEOUT_MS);

  async function makeDatabase(): Promise<void> {
    await questions
      .run((influx) => influx.createDatabase(database))
      .catch((error: unknown) => {
        const { message } = translate(error, origin);
        throw new SeriesUnavailable(`the database ${database} is not there and cannot be made: ${message}`);
      });
  }

  /** The database is made only when it is missing: a user may be allowed to use it and no more. */
  async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work().catch(async (error: unknown) => {
        if (!isMissingDatabase(error)) throw error;
        await makeDatabase();
        return work();
      });
    } catch (error) {
      throw translate(error, origin);
    }
  }

  function ask(line: Line, method: 'GET' | 'POST', query: string, values: Values = {}): Promise<Row[]> {
    const options = { precision: 'ms', placeholders: { ...values }, method } as const;
    return withDatabase(() => line.run(async (influx) => rowsOf(await influx.queryRaw(query, options))));
  }

  return {
    write: (lines, policy) => withDatabase(() => poster.post(lines, policy)),
    // One by one: of several in one request InfluxDB 1 does not say that the database is missing.
    ask(queries, values) {
      const method = (query: string) => (query.length > MAX_QUERY_IN_ADDRESS ? 'POST' : 'GET');
      return Promise.all(queries.map((query) => ask(questions, method(query), query, values)));
    },
    execute: (query, values) => ask(works, 'POST', query, values),
    close() {
      poster.close();
      questions.close();
      works.close();
    },
  };
}

/** The client with connections of its own. */
interface Line {
  run<T>(work: (influx: InfluxDB) => Promise<T>): Promise<T>;
  close(): void;
}

function createLine(options: InfluxOptions, timeoutMs: number): Line {
  const agent = new (new URL(options.url).protocol === 'https:' ? HttpsAgent : HttpAgent)({
    keepAlive: true,
  });
  const influx = connect(options, agent, timeoutMs);
  return {
    /** The client's own time-out does not hold once an answer has begun, so the whole is timed here. */
    async run(work) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          agent.destroy();
          reject(new Error(`no whole answer within ${timeoutMs} ms`));
        }, timeoutMs);
      });
      return Promise.race([work(influx), late]).finally(() => clearTimeout(timer));
    },
    close: () => agent.destroy(),
  };
}

function connect(options: InfluxOptions, agent: HttpAgent, timeoutMs: number): InfluxDB {
  const { protocol, hostname, port, pathname, username, password } = new URL(options.url);
  const isSecure = protocol === 'https:';
  const host = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (isSecure ? 443 : 80)),
    protocol: isSecure ? ('https' as const) : ('http' as const),
    path: pathname === '/' ? '' : pathname,
    options: { agent },
  };
  return new InfluxDB({
    hosts: [host],
    database: options.database,
    // Where these are undefined, the client would log in as root.
    username: (options.username ?? (decodeURIComponent(username) || null)) as string,
    password: options.password ?? decodeURIComponent(password),
    pool: { maxRetries: 0, requestTimeout: timeoutMs, backoff: AT_ONCE },
  });
}

interface Series {
  tags?: Readonly<Record<string, string>>;
  columns: string[];
  values: (string | number | null)[][];
}

interface Answer {
  results?: { error?: string; series?: Series[] }[];
}

function rowsOf(answer: unknown): Row[] {
  const { results = [] } = answer as Answer;
  const failed = results.find(({ error }) => error !== undefined);
  if (failed) throw new InfluxRefusal(failed.error);
  return results
    .flatMap(({ series = [] }) => series)
    .flatMap(({ tags = {}, columns, values }) =>
      values.map((row) => ({
        ...tags,
        ...Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])),
      })),
    );
}
