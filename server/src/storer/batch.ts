import type { JournalReader } from '../journal/reader.ts';
import type { StoredSample } from '../series/port.ts';
import { samplesOfRecord } from './stored-samples.ts';

/** What goes into the store in one piece. */
export interface Batch {
  samples: StoredSample[];
  /** The journal's offset behind it. */
  end: number;
  /** When each of its messages came, ms, the oldest first. */
  cameAt: number[];
}

const MAX_SAMPLES = 10_000;
/** Bytes of records, so that a batch is bounded in memory. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The next batch behind an offset; undefined where nothing can be read. */
export function readBatch(journal: JournalReader, from: number): Batch | undefined {
  const batch: Batch = { samples: [], end: from, cameAt: [] };
  let bytes = 0;
  for (const record of journal.read(from)) {
    const { at, samples } = samplesOfRecord(record.bytes);
    for (const sample of samples) batch.samples.push(sample);
    batch.cameAt.push(at);
    batch.end = record.end;
    bytes += record.bytes.length;
    if (batch.samples.length >= MAX_SAMPLES || bytes >= MAX_BYTES) break;
  }
  return batch.end > from ? batch : undefined;
}
