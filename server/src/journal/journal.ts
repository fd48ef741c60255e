import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { readFileSync, readdirSync, statSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { frame, readFrames } from './segment.ts';

/** Says why an arrival could not be written down; it must not be acknowledged. */
export class JournalFull extends Error {
  override name = 'JournalFull';
}

export interface JournalRecord {
  /** Everything before it lies before this offset. */
  start: number;
  /** The offset of what follows it. */
  end: number;
  bytes: Buffer;
}

/**
 * What has come in, in order, on this machine's disk: written before a message is acknowledged, read
 * again after a crash or when the store was away. Offsets count bytes over the journal's whole life.
 */
export interface Journal {
  /** Names this journal; marks made for another one mean nothing here. */
  readonly id: string;
  /** Answers the offset after the record. Throws JournalFull; then nothing was written. */
  append(record: Uint8Array): number;
  /** What was written from `offset` on; what was released already is left out. */
  read(offset: number): Generator<JournalRecord>;
  /** Everything before `offset` is safe elsewhere and may go. */
  release(offset: number): void;
  /** Goes on at `offset`, if that lies ahead: what a power cut took from the end is not written anew under old offsets. */
  skipTo(offset: number): void;
  /** Pushes what was written through to the disk. */
  sync(): void;
  head(): number;
  bytes(): number;
  isFull(): boolean;
  close(): void;
}

export interface JournalOptions {
  folder: string;
  maxBytes: number;
  segmentBytes?: number;
}

interface Segment {
  file: string;
  base: number;
  bytes: number;
}

const SEGMENT_BYTES = 16 * 1024 * 1024;
const SUFFIX = '.journal';

export function openJournal({ folder, maxBytes, segmentBytes = SEGMENT_BYTES }: JournalOptions): Journal {
  mkdirSync(folder, { recursive: true });
  const id = readId(folder);
  const segments = listSegments(folder);
  if (segments.length === 0) segments.push({ file: segmentFile(folder, 0), base: 0, bytes: 0 });
  let fd = openSync(last(segments).file, 'a+');
  last(segments).bytes = cutTornTail(fd);

  const bytes = (): number => segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const head = (): number => last(segments).base + last(segments).bytes;

  function roll(base: number): void {
    const next = { file: segmentFile(folder, base), base, bytes: 0 };
    const opened = openSync(next.file, 'a+');
    fsyncSync(fd);
    closeSync(fd);
    fd = opened;
    segments.push(next);
  }

  return {
    id,
    append(record) {
      const framed = frame(record);
      if (bytes() + framed.length > maxBytes)
        throw new JournalFull(`the journal holds its ${maxBytes} bytes`);
      writeWhole(() => {
        if (last(segments).bytes >= segmentBytes) roll(head());
        return { fd, at: last(segments).bytes };
      }, framed);
      last(segments).bytes += framed.length;
      return head();
    },
    *read(offset) {
      for (const segment of [...segments]) {
        if (segment.base + segment.bytes > offset) yield* readSegment(segment, offset);
      }
    },
    release(offset) {
      while (segments.length > 1 && (segments[1]?.base ?? Infinity) <= offset) {
        const gone = segments.shift();
        if (gone) unlinkSync(gone.file);
      }
    },
    skipTo(offset) {
      if (offset > head()) roll(offset);
    },
    sync: () => fsyncSync(fd),
    head,
    bytes,
    isFull: () => bytes() + segmentBytes / 16 > maxBytes,
    close() {
      fsyncSync(fd);
      closeSync(fd);
    },
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

function* readSegment(segment: Segment, offset: number): Generator<JournalRecord> {
  const fd = openSync(segment.file, 'r');
  try {
    for (const { start, end, bytes } of readFrames(fd, Math.max(0, offset - segment.base))) {
      yield { start: segment.base + start, end: segment.base + end, bytes };
    }
  } finally {
    closeSync(fd);
  }
}

function cutTornTail(fd: number): number {
  let end = 0;
  for (const record of readFrames(fd, 0)) end = record.end;
  if (fstatSync(fd).size > end) ftruncateSync(fd, end);
  return end;
}

function listSegments(folder: string): Segment[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      return { file, base: Number.parseInt(name, 10), bytes: statSync(file).size };
    });
}

function readId(folder: string): string {
  const file = join(folder, 'id');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const id = randomUUID();
  writeFileSync(file, `${id}\n`);
  return id;
}

function segmentFile(folder: string, base: number): string {
  return join(folder, `${String(base).padStart(16, '0')}${SUFFIX}`);
}

function last(segments: readonly Segment[]): Segment {
  const segment = segments.at(-1);
  if (!segment) throw new Error('a journal has at least one segment');
  return segment;
}
