import type { Entry, Life, Mark } from './record.ts';
import type { Past } from './resume.ts';
import type { Run } from './runs.ts';
import { numberAt, placesOf } from './runs.ts';
import type { SegmentFiles } from './segment-files.ts';
import type { SegmentIndex } from './segment-index.ts';
import { entriesIn, indexSegment, isAfter } from './segment-index.ts';

/** One file of the ring, as far as memory has to know it. */
export interface Segment {
  id: number;
  bytes: number;
  runs: Run[];
  opened: Life | undefined;
}

export interface Loaded {
  segments: Segment[];
  /** What was in memory only, and has to be put on disk. */
  tail: Entry[];
  nextPlace: number;
  mark: Mark | undefined;
  dropped: number;
  damaged: number;
  past: Past;
}

/** Reads what an earlier process left, cuts off a torn end, and says how the sequence can go on. */
export function loadSpool(files: SegmentFiles, journal: Buffer, machine: string): Loaded {
  const past: Past = { life: undefined, next: 0, isClosed: false, isWhole: false };
  const loaded: Loaded = {
    segments: [],
    tail: [],
    nextPlace: 0,
    mark: undefined,
    dropped: 0,
    damaged: 0,
    past,
  };
  const ids = files.list();
  for (const id of ids) past.isWhole = loadSegment(loaded, files, id, id === ids.at(-1));
  const isBelieved = loadJournal(loaded, journal, machine);
  past.isWhole = isBelieved && (ids.length === 0 || past.isWhole);
  past.isClosed = past.isClosed && loaded.tail.length === 0;
  return loaded;
}

/** Answers whether the file is as it was written, to its end. */
function loadSegment(loaded: Loaded, files: SegmentFiles, id: number, isLast: boolean): boolean {
  const bytes = readOr(files, id);
  const index = indexSegment(bytes, loaded.nextPlace, newest(loaded.segments));
  const isTorn = index.end < bytes.length;
  if (isTorn && isLast) files.cut(id, index.end);
  note(loaded, index);
  loaded.past.isClosed = index.isClosed && !isTorn;
  const size = isLast ? index.end : bytes.length;
  loaded.segments.push({ id, bytes: size, runs: index.runs, opened: index.opened });
  loaded.nextPlace = (placesOf(index.runs)?.[1] ?? loaded.nextPlace - 1) + 1;
  return !isTorn && index.damaged === 0;
}

/** A file that cannot be read is an empty one: its entries are gone, the others are not. */
function readOr(files: SegmentFiles, id: number): Buffer {
  try {
    return files.read(id);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Answers whether the journal proves that nothing was written since that is not here. */
function loadJournal(loaded: Loaded, bytes: Buffer, machine: string): boolean {
  const last = newest(loaded.segments);
  const index = indexSegment(bytes, loaded.nextPlace, last);
  if (!index.opened || !isOfThisSpool(index.opened, loaded.past.life, machine)) return false;
  loaded.tail = [...entriesIn(bytes)].filter((entry) => isAfter(last, entry));
  note(loaded, index);
  return index.damaged === 0 && index.end === bytes.length;
}

/** A journal can be older than the disk, where a process in between could not write one. */
function isOfThisSpool(journal: Life, disk: Life | undefined, machine: string): boolean {
  if (!disk || journal.boot === disk.boot) return true;
  return journal.machine === disk.machine ? journal.up > disk.up : disk.machine !== machine;
}

function note(loaded: Loaded, index: SegmentIndex): void {
  loaded.damaged += index.damaged;
  if (index.mark) {
    loaded.mark = index.mark.upTo;
    loaded.dropped = index.mark.dropped;
  }
  const { past } = loaded;
  if (index.life) {
    const known = index.life.boot === past.life?.boot ? past.next : 0;
    past.next = Math.max(known, index.life.next);
    past.life = index.life;
  }
  const run = index.runs.at(-1);
  if (run && run.boot === past.life?.boot) past.next = Math.max(past.next, run.from + run.count);
}

function newest(segments: readonly Segment[]): Mark | undefined {
  const runs = segments.findLast((segment) => segment.runs.length > 0)?.runs ?? [];
  const places = placesOf(runs);
  return places && numberAt(runs, places[1]);
}
