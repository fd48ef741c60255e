import type { JournalMark, Retention, SeriesStore, StoredSample, Written } from '../port.ts';
import { SeriesUnavailable, keptFrom } from '../port.ts';
import { createInfluxAreas } from './areas/areas.ts';
import type { InfluxOptions as ClientOptions } from './client.ts';
import { createInfluxClient } from './client.ts';
import { InfluxRefusal } from './errors.ts';
import { createHours } from './hours.ts';
import { HOURLY } from './names.ts';
import { hourlyIn, markQuery } from './queries.ts';
import { createEncoder } from './encoder.ts';
import { readBeats, readSilences } from './read-beats.ts';
import { readPoints } from './read-points.ts';
import { readRanges } from './read-ranges.ts';
import { createUpkeep } from './upkeep.ts';
import { createAskWindow } from './rows.ts';
import { writeLines, writeMark } from './write.ts';

export interface InfluxOptions extends ClientOptions {
  /** Without it everything is kept as long as the database keeps it. */
  retention?: Retention | undefined;
  /** ms UTC; tells what is too old, and the hours apart in which marks are written. */
  now?: () => number;
}

/** Keeps samples in InfluxDB by its 1.x API. Does not ask the server for anything before it is used. */
export async function openInfluxSeries({
  now = Date.now,
  retention,
  ...options
}: InfluxOptions): Promise<SeriesStore> {
  const client = createInfluxClient(options);
  const ask = createAskWindow(client);
  const encoder = createEncoder();
  const hours = createHours(client);
  const areas = createInfluxAreas(client, { policy: retention && HOURLY });
  const maintain = createUpkeep({ client, hours, areas, database: options.database, retention });
  const hourly = hourlyIn(retention !== undefined);
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
    const [[row] = []] = await client.ask([markQuery], { journal });
    return row === undefined ? undefined : Number(row['position']);
  }

  async function write(samples: readonly StoredSample[], mark: JournalMark): Promise<Written> {
    const known = marks.get(mark.journal) ?? (await readMark(mark.journal)) ?? -1;
    if (mark.offset <= known) return { refused: 0 };
    const encoded = encoder.encode(samples, keptFrom(retention, now()));
    await hours.touch(encoded.hours, now());
    const written = await writeLines(client, encoded.lines);
    encoded.written();
    await writeMark(client, mark, now());
    marks.set(mark.journal, mark.offset);
    return { ...written, refused: encoded.refused + written.refused };
  }

  return {
    kind: 'influx',
    write: (samples, mark) => use(() => write(samples, mark)),
    mark: (journal) => use(() => readMark(journal)),
    points: (query) => use(() => readPoints(ask, query)),
    beats: (window) => use(() => readBeats(ask, window)),
    silences: (query) => use(() => readSilences(ask, query)),
    ranges: (query) => use(() => readRanges(client, hours, hourly, query)),
    place: (places, more) => use(() => areas.place(places, more)),
    async refill(watched) {
      for (const step of await use(() => areas.refillSteps(watched, now()))) await use(step);
    },
    areaHours: (query) => use(() => areas.areaHours(query)),
    areaSums: (query) => use(() => areas.areaSums(query)),
    maintain: (at) => use(() => maintain(at)),
    check: () => use(async () => void (await readMark(''))),
    async close() {
      isClosed = true;
      await Promise.allSettled(begun);
      client.close();
    },
  };
}
