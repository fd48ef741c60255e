import type { DuckDBConnection } from '@duckdb/node-api';
import { SeriesUnavailable } from '../port.ts';
import type { Dictionary } from './dictionary.ts';
import { loadDictionary } from './dictionary.ts';
import { createLane } from './lane.ts';
import type { FileOptions } from './open-file.ts';
import { openFile } from './open-file.ts';

export type Job<T> = (connection: DuckDBConnection, dictionary: Dictionary) => Promise<T>;

/** The file while it is open: one connection that writes and some that read, each with its own queue. */
export interface Session {
  /** A job that fails breaks the session: what is in the dictionary may not be in the file. */
  write<T>(job: Job<T>): Promise<T>;
  read<T>(job: Job<T>): Promise<T>;
  /** One after the other, beside writes and reads, however long it takes. A job that fails breaks nothing. */
  upkeep<T>(job: Job<T>): Promise<T>;
  /** Takes nothing new, waits for what was given before, then closes the file. */
  close(): Promise<void>;
}

export interface SessionOptions extends FileOptions {
  /** A read that takes longer is given up, so that a window of years cannot keep others out. */
  readTimeoutMs?: number;
}

/** A long query must not hold up the others, and a few must not take all of Node's worker threads. */
const READERS = 2;

export async function openSession(options: SessionOptions): Promise<Session> {
  const { readTimeoutMs = 20_000 } = options;
  const file = await openFile(options);
  const writer = await file.connect();
  const keeper = await file.connect();
  const readers = await Promise.all(Array.from({ length: READERS }, () => file.connect()));
  const dictionary = await loadDictionary(writer);
  const lanes = { writer: createLane(), keeper: createLane(), readers: readers.map(createLane) };
  let because: string | undefined;
  let closing: Promise<void> | undefined;
  let turn = 0;

  const whole = () => {
    if (because !== undefined) throw new SeriesUnavailable(because);
  };
  const open = () => {
    if (closing) throw new SeriesUnavailable('the series store is closed');
  };
  async function close(): Promise<void> {
    await Promise.all([lanes.writer, lanes.keeper, ...lanes.readers].map((lane) => lane.idle()));
    for (const connection of [writer, keeper, ...readers]) connection.closeSync();
    file.close();
  }

  return {
    async write(job) {
      open();
      return lanes.writer.run(async () => {
        whole();
        return job(writer, dictionary).catch((error: Error) => {
          because = `an earlier write failed: ${error.message}`;
          throw error;
        });
      });
    },
    async read(job) {
      open();
      const next = turn++ % READERS;
      const [connection, lane] = [readers[next], lanes.readers[next]];
      if (!connection || !lane) throw new Error('there is no reading connection');
      return lane.run(() => withinTime(connection, readTimeoutMs, () => job(connection, dictionary)));
    },
    async upkeep(job) {
      open();
      return lanes.keeper.run(() => job(keeper, dictionary));
    },
    close: () => (closing ??= close()),
  };
}

async function withinTime<T>(connection: DuckDBConnection, ms: number, job: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => connection.interrupt(), ms);
  try {
    return await job();
  } finally {
    clearTimeout(timer);
  }
}
