import type { Moment } from './age.ts';
import { ageS } from './age.ts';
import type { Segment } from './load-spool.ts';
import type { Life } from './record.ts';
import type { Placed } from './runs.ts';
import { extendRuns, placeOf } from './runs.ts';
import type { SegmentFiles } from './segment-files.ts';
import { entriesIn } from './segment-index.ts';

export interface RingLimits {
  maxBytes: number;
  maxAgeS: number;
}

/** What is written in one go: `head` only where a file or a process begins. */
export interface Block {
  head: string;
  body: string;
  placed: readonly Placed[];
}

/** The files of the spool, oldest first, within the limits. */
export interface DiskRing {
  segments(): readonly Segment[];
  bytes(): number;
  /** May throw what the file system says; then nothing was written. */
  append(block: Block, life: Life): void;
  /** What can still be read of a file. */
  read(segment: Segment): Placed[];
  /** Takes out, and answers, what is too old or has to make room for `incoming` bytes. */
  expire(incoming: number): Segment[];
  sync(): Promise<void>;
  close(): void;
}

const MAX_SEGMENT_BYTES = 256 * 1024;
const SEGMENTS_AT_LEAST = 16;
/** A file holds at most this part of the age, for it can only go as a whole. */
const SEGMENTS_AN_AGE = 6;

export function createDiskRing(
  files: SegmentFiles,
  loaded: readonly Segment[],
  { maxBytes, maxAgeS }: RingLimits,
  now: () => Moment,
): DiskRing {
  const segments = [...loaded];
  const segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.floor(maxBytes / SEGMENTS_AT_LEAST));
  const segmentAgeS = maxAgeS / SEGMENTS_AN_AGE;
  let isBegun = false;

  const bytes = () => segments.reduce((sum, segment) => sum + segment.bytes, 0);

  function isFull(segment: Segment, incoming: number): boolean {
    const hasRoom = segment.bytes === 0 || segment.bytes + incoming <= segmentBytes;
    return !hasRoom || (segment.opened !== undefined && ageS(segment.opened, now()) > segmentAgeS);
  }

  function append({ head, body, placed }: Block, life: Life): void {
    const last = segments.at(-1);
    if (!last || isFull(last, Buffer.byteLength(body))) {
      const fresh = { id: (last?.id ?? 0) + 1, bytes: 0, runs: [], opened: life };
      write(fresh, head + body, placed);
      segments.push(fresh);
    } else {
      write(last, isBegun ? body : head + body, placed);
    }
    isBegun = true;
  }

  function write(segment: Segment, text: string, placed: readonly Placed[]): void {
    segment.bytes += files.append(segment.id, text);
    for (const { place, entry } of placed) extendRuns(segment.runs, place, entry);
  }

  function isOver(segment: Segment, incoming: number): boolean {
    const sinceLastS = ageS(segment.opened, now()) - segmentAgeS;
    return sinceLastS > maxAgeS || bytes() + incoming > maxBytes;
  }

  function expire(incoming: number): Segment[] {
    const gone: Segment[] = [];
    for (let first = segments[0]; first && isOver(first, incoming); first = segments[0]) {
      files.remove(first.id);
      segments.shift();
      gone.push(first);
    }
    return gone;
  }

  return {
    segments: () => segments,
    bytes,
    append,
    read: (segment) => readPlaced(files, segment),
    expire,
    sync: () => files.sync(),
    close: () => files.close(),
  };
}

function readPlaced(files: SegmentFiles, { id, runs }: Segment): Placed[] {
  const placed = new Map<number, Placed>();
  try {
    for (const entry of entriesIn(files.read(id))) {
      const place = placeOf(runs, entry);
      if (place !== undefined) placed.set(place, { place, entry });
    }
  } catch {
    // What was read before the fault is what can be had.
  }
  return [...placed.values()];
}
