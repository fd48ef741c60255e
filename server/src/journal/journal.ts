import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
} from 'node:fs';
import { readFileSync, rmSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGroup } from './group.ts';
import type { JournalPlace, JournalReader } from './reader.ts';
import { MAX_RECORD_BYTES, framedBytes, readFrames } from './segment.ts';
import type { Segment } from './segment-files.ts';
import { hasBytes, listSegments, readRecords, segmentFile } from './segment-files.ts';

/** Says why an arrival could not be written down; it must not be acknowledged. */
export class JournalFull extends Error {
  override name = 'JournalFull';
}

/**
 * What has come in, in order, on this machine's disk: written before a message is acknowledged, read
 * again after a crash or when the store was away. Offsets only ever grow over the journal's whole life;
 * its id names it, and marks made for another one mean nothing here.
 */
export interface Journal extends JournalReader {
  /** For readers elsewhere. */
  readonly place: JournalPlace;
  /**
   * Adds a record to the group that is written next and answers the offset after it. Throws JournalFull
   * where there is no room; then nothing was added.
   */
  append(record: Uint8Array): number;
  /** False where a record of the greatest size could be one too many. */
  hasRoom(): boolean;
  /** Writes the group. Throws JournalFull where the disk does not take it; then the whole group still waits. */
  flush(): void;
  /** Everything before `offset` is safe elsewhere and may go. */
  release(offset: number): void;
  /** Pushes what was written through to the disk, without waiting here. */
  sync(): Promise<void>;
  bytes(): number;
  close(): void;
}

export interface JournalOptions {
  folder: string;
  maxBytes: number;
  segmentBytes?: number;
}

const fsyncLater = promisify(fsync);

const SEGMENT_BYTES = 16 * 1024 * 1024;
/** A group never grows beyond it, so that a full disk costs no more memory than this. */
const MAX_GROUP_BYTES = 1024 * 1024;
/** More than can have been written between two pushes to the disk. */
const LEAP_BYTES = 1024 * 1024 * 1024;
/** There while nobody has the journal open. */
const CLEAN = 'clean';

export function openJournal({ folder, maxBytes, segmentBytes = SEGMENT_BYTES }: JournalOptions): Journal {
  mkdirSync(folder, { recursive: true });
  const id = readId(folder);
  const segments = listSegments(folder);
  const isNew = segments.length === 0;
  if (isNew) segments.push({ file: segmentFile(folder, 0), base: 0, bytes: 0 });
  let fd = openSync(last(segments).file, 'a+');
  last(segments).bytes = cutTornTail(fd);
  const group = createGroup();
  const pushing = createPushing();
  let syncedTo = -1;
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const head = (): number => last(segments).base + last(segments).bytes;
  const shared = new BigInt64Array(new SharedArrayBuffer(8));
  const tellHead = (): void => void Atomics.store(shared, 0, BigInt(head()));

  function roll(base: number): void {
    const next = { file: segmentFile(folder, base), base, bytes: 0 };
    const opened = openSync(next.file, 'a+');
    pushing.andClose(fd);
    fd = opened;
    segments.push(next);
  }

  function flush(): void {
    if (group.bytes() === 0) return;
    writeWhole(() => {
      // Only whole segments are let go: of a small journal they must be small too.
      if (last(segments).bytes >= Math.min(segmentBytes, maxBytes / 8)) roll(head());
      return { fd, at: last(segments).bytes };
    }, group.view());
    last(segments).bytes += group.bytes();
    bytes += group.bytes();
    group.clear();
    tellHead();
  }

  // What a power cut took from the end must not be written anew under offsets that others remember.
  if (!isNew && !existsSync(join(folder, CLEAN))) roll(head() + LEAP_BYTES);
  rmSync(join(folder, CLEAN), { force: true });
  tellHead();

  return {
    id,
    place: { folder, id, head: shared.buffer },
    append(record) {
      if (bytes + group.bytes() + framedBytes(record) > maxBytes)
        throw new JournalFull(`the journal holds its ${maxBytes} bytes`);
      if (group.bytes() >= MAX_GROUP_BYTES) flush();
      group.add(record);
      return head() + group.bytes();
    },
    hasRoom: () => bytes + group.bytes() + MAX_RECORD_BYTES <= maxBytes,
    flush,
    read: (offset) => readRecords([...segments], offset, head()),
    hasBytes: (offset) => hasBytes(segments, offset),
    release(offset) {
      while (segments.length > 1 && (segments[1]?.base ?? Infinity) <= offset) {
        const gone = segments.shift();
        if (!gone) return;
        unlinkSync(gone.file);
        bytes -= gone.bytes;
      }
    },
    async sync() {
      if (syncedTo === head()) return;
      const upTo = head();
      await pushing.push(fd);
      syncedTo = upTo;
    },
    head,
    bytes: () => bytes,
    close() {
      try {
        flush();
        fsyncSync(fd);
        writeFileSync(join(folder, CLEAN), '');
      } finally {
        pushing.andClose(fd);
      }
    },
  };
}

/** Files are pushed to the disk one after the other, and none is closed meanwhile. */
function createPushing(): { push(fd: number): Promise<void>; andClose(fd: number): void } {
  let last: Promise<void> = Promise.resolve();
  let failed: unknown;
  const push = (fd: number): Promise<void> => {
    last = last.then(() => fsyncLater(fd)).catch((error: unknown) => void (failed ??= error));
    return last;
  };
  return {
    async push(fd) {
      await push(fd);
      const error = failed;
      failed = undefined;
      if (error !== undefined) throw error as Error;
    },
    andClose: (fd) => void push(fd).then(() => closeSync(fd)),
  };
}

/** All or nothing: what a full disk took in part is cut off again. */
function writeWhole(target: () => { fd: number; at: number }, framed: Buffer): void {
  let to: { fd: number; at: number } | undefined;
  try {
    to = target();
    const written = writeSync(to.fd, framed);
    if (written !== framed.length) throw new Error(`wrote ${written} of ${framed.length} bytes`);
  } catch (error) {
    if (to) ftruncateSync(to.fd, to.at);
    throw new JournalFull(`the journal cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

function cutTornTail(fd: number): number {
  let end = 0;
  for (const record of readFrames(fd, 0)) end = record.end;
  if (fstatSync(fd).size > end) ftruncateSync(fd, end);
  return end;
}

function readId(folder: string): string {
  const file = join(folder, 'id');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const id = randomUUID();
  writeFileSync(file, `${id}\n`);
  return id;
}

function last(segments: readonly Segment[]): Segment {
  const segment = segments.at(-1);
  if (!segment) throw new Error('a journal has at least one segment');
  return segment;
}
