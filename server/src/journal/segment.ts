import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A record on disk: length (4 bytes), CRC-32 (4 bytes), bytes. */
const HEADER_BYTES = 8;
export const MAX_RECORD_BYTES = 256 * 1024;

const READ_BYTES = 1024 * 1024;

export function framedBytes(record: Uint8Array): number {
  return HEADER_BYTES + record.byteLength;
}

/** Puts a record as it stands on disk into `buffer` at `at`; answers where the next one begins. */
export function frameInto(buffer: Buffer, at: number, record: Uint8Array): number {
  buffer.writeUInt32LE(record.byteLength, at);
  buffer.writeUInt32LE(crc32(record), at + 4);
  buffer.set(record, at + HEADER_BYTES);
  return at + HEADER_BYTES + record.byteLength;
}

export interface FramedRecord {
  /** Where the record begins in its file. */
  start: number;
  /** Where the next one begins. */
  end: number;
  bytes: Buffer;
}

/** The whole records of an open segment file from `position` on; ends at the first that is torn or damaged. */
export function* readFrames(fd: number, position: number): Generator<FramedRecord> {
  let at = position;
  for (;;) {
    const chunk = readChunk(fd, at, READ_BYTES);
    let used = 0;
    for (let record = parseFrame(chunk, used, at); record; record = parseFrame(chunk, used, at)) {
      yield record;
      used = record.end - at;
    }
    if (used === 0) return;
    at += used;
  }
}

function readChunk(fd: number, position: number, length: number): Buffer {
  const chunk = Buffer.allocUnsafe(length);
  return chunk.subarray(0, readSync(fd, chunk, 0, length, position));
}

function parseFrame(chunk: Buffer, offset: number, base: number): FramedRecord | undefined {
  if (chunk.length - offset < HEADER_BYTES) return undefined;
  const length = chunk.readUInt32LE(offset);
  const start = offset + HEADER_BYTES;
  if (length > MAX_RECORD_BYTES || chunk.length < start + length) return undefined;
  const bytes = chunk.subarray(start, start + length);
  if (crc32(bytes) !== chunk.readUInt32LE(offset + 4)) return undefined;
  return { start: base + offset, end: base + start + length, bytes };
}
