import type { JournalMark, SeriesStore, StoredSample } from '../port.ts';
import { SeriesUnavailable } from '../port.ts';
import type { InfluxOptions as ClientOptions } from './client.ts';
import { createInfluxClient } from './client.ts';
import { InfluxRefusal } from './errors.ts';
import { markQuery } from './queries.ts';
import { readBeats, readPoints, readSilences } from './read.ts';
import { writeMark, writeSamples } from './write.ts';

export interface InfluxOptions extends ClientOptions {
  /** ms UTC; only tells the hours apart in which marks are written. */
  now?: () => number;
}

/** Keeps samples in InfluxDB by its 1.x API. Does not ask the server for anything before it is used. */
export async function openInfluxSeries({ now = Date.now, ...options }: InfluxOptions): Promise<SeriesStore> {
  const client = createInfluxClient(options);
  const marks = new Map<string, number>();
  const begun = new Set<Promise<unknown>>();
  let isClosed = false;

  /** Every call goes through here, so that closing can wait for what has begun. */
  async function use<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new SeriesUnavailable('the series store is closed');
    const working = work();
    begun.add(working);
    try {
      return await working;
    } catch (error) {
      throw error instanceof InfluxRefusal ? new SeriesUnavailable(error.message) : error;
    } finally {
      begun.delete(working);
    }
  }

  async function readMark(journal: string): Promise<number | undefined> {
    const [row] = await client.ask(markQuery, { journal });
    return row === undefined ? undefined : Number(row['position']);
  }

  async function write(samples: readonly StoredSample[], mark: JournalMark): Promise<{ refused: number }> {
    const known = marks.get(mark.journal) ?? (await readMark(mark.journal)) ?? -1;
    if (mark.offset <= known) return { refused: 0 };
    const refused = await writeSamples(client, samples);
    await writeMark(client, mark, now());
    marks.set(mark.journal, mark.offset);
    return { refused };
  }

  return {
    kind: 'influx',
    write: (samples, mark) => use(() => write(samples, mark)),
    mark: (journal) => use(() => readMark(journal)),
    points: (query) => use(() => readPoints(client, query)),
    beats: (window) => use(() => readBeats(client, window)),
    silences: (query) => use(() => readSilences(client, query)),
    check: () => use(async () => void (await readMark(''))),
    async close() {
      isClosed = true;
      await Promise.allSettled(begun);
      client.close();
    },
  };
}
