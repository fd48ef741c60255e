import { decodeLines } from './line.ts';
import type { Entry, Life, Mark } from './record.ts';
import { fromJson } from './record.ts';
import type { Run } from './runs.ts';
import { extendRuns } from './runs.ts';

/** What stands in some bytes of the spool. */
export interface SegmentIndex {
  runs: Run[];
  /** The first life named: it says when the segment was begun. */
  opened: Life | undefined;
  /** The last one named. */
  life: Life | undefined;
  /** The last word on what was acknowledged and what was lost. */
  mark: { upTo: Mark | undefined; dropped: number } | undefined;
  /** Nothing stands after the end of an orderly stop. */
  isClosed: boolean;
  /** Lines that are not what was written. */
  damaged: number;
  /** Where the last whole line ends; what follows is a torn write. */
  end: number;
}

/** Tells whether an entry has its place already: after a crash it can stand twice. */
export function isAfter(last: Mark | undefined, { boot, seq }: Entry): boolean {
  return last?.boot !== boot || seq > last.seq;
}

/** Reads a segment's bytes; `nextPlace` is that of its first entry. Never throws, whatever the bytes. */
export function indexSegment(bytes: Buffer, nextPlace: number, last?: Mark): SegmentIndex {
  const index: SegmentIndex = {
    runs: [],
    opened: undefined,
    life: undefined,
    mark: undefined,
    isClosed: false,
    damaged: 0,
    end: 0,
  };
  const take = takeInto(index, nextPlace, last);
  for (const { value, end } of decodeLines(bytes)) {
    take(value);
    index.end = end;
  }
  return index;
}

function takeInto(index: SegmentIndex, nextPlace: number, last: Mark | undefined): (value: unknown) => void {
  let place = nextPlace;
  let newest = last;
  return (value) => {
    const record = fromJson(value);
    index.isClosed = record?.kind === 'closed';
    if (!record) return void index.damaged++;
    if (record.kind === 'mark') return void (index.mark = { upTo: record.mark, dropped: record.dropped });
    if (record.kind !== 'entry') {
      index.opened ??= record.life;
      index.life = record.life;
    } else if (isAfter(newest, record.entry)) {
      newest = record.entry;
      extendRuns(index.runs, place++, record.entry);
    }
  };
}

/** The entries of some bytes, in order. */
export function* entriesIn(bytes: Buffer): Generator<Entry> {
  for (const { value } of decodeLines(bytes)) {
    const record = fromJson(value);
    if (record?.kind === 'entry') yield record.entry;
  }
}
