import type { JournalMark, SeriesStore, StoredSample } from '../port.ts';
import { SeriesUnavailable } from '../port.ts';
import { isStorable } from '../stored-value.ts';
import type { InfluxClient, InfluxOptions } from './client.ts';
import { InfluxRefusal, createInfluxClient } from './client.ts';
import { MARKS, isSpeakable, pointsOf } from './points.ts';
import { markQuery } from './queries.ts';
import { readBeats, readPoints, readSilences } from './read.ts';

/** Keeps samples in InfluxDB by its 1.x API. Does not ask the server for anything before it is used. */
export function openInfluxSeries(options: InfluxOptions): Promise<SeriesStore> {
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
    const storable = samples.filter((sample) => isStorable(sample) && isSpeakable(sample));
    const refused = await writeSamples(client, storable);
    await client.write([markPoint(mark)]);
    marks.set(mark.journal, mark.offset);
    return { refused: refused + samples.length - storable.length };
  }

  return Promise.resolve({
    kind: 'influx',
    write: (samples, mark) => use(() => write(samples, mark)),
    mark: (journal) => use(() => readMark(journal)),
    points: (query) => use(() => readPoints(client, query)),
    beats: (window) => use(() => readBeats(client, window)),
    silences: (query) => use(() => readSilences(client, query)),
    check: () => use(async () => void (await client.ask('SHOW DATABASES', {}))),
    async close() {
      isClosed = true;
      await Promise.allSettled(begun);
    },
  } satisfies SeriesStore);
}

/** One instant for all, so that there is only ever one: the newest that was written. */
function markPoint({ journal, offset }: JournalMark) {
  return { measurement: MARKS, tags: { journal }, fields: { position: offset }, timestamp: '0' };
}

/** Where the server refuses a batch, halves of it are tried, down to the one sample that is bad. */
async function writeSamples(client: InfluxClient, samples: readonly StoredSample[]): Promise<number> {
  if (samples.length === 0) return 0;
  try {
    await client.write(samples.flatMap(pointsOf));
    return 0;
  } catch (error) {
    if (!(error instanceof InfluxRefusal)) throw error;
    if (samples.length === 1) return 1;
    const half = samples.length >> 1;
    return (await writeSamples(client, samples.slice(0, half))) + (await writeSamples(client, samples.slice(half)));
  }
}
