import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readFrames } from './segment.ts';

/** A stretch of the journal in a file of its own; named by the offset at which it begins. */
export interface Segment {
  file: string;
  base: number;
  bytes: number;
}

export interface JournalRecord {
  /** Everything before it lies before this offset. */
  start: number;
  /** The offset of what follows it. */
  end: number;
  bytes: Buffer;
}

const SUFFIX = '.journal';

export function listSegments(folder: string): Segment[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      return { file, base: Number.parseInt(name, 10), bytes: statSync(file).size };
    });
}

export function segmentFile(folder: string, base: number): string {
  return join(folder, `${String(base).padStart(16, '0')}${SUFFIX}`);
}

export function hasBytes(segments: readonly Segment[], from: number): boolean {
  return segments.some(({ base, bytes }) => bytes > 0 && base + bytes > from);
}

/** The records in [from, to) of the given segments, in order. */
export function* readRecords(
  segments: readonly Segment[],
  from: number,
  to: number,
): Generator<JournalRecord> {
  for (const segment of segments) {
    if (segment.base + segment.bytes <= from || segment.base >= to) continue;
    for (const record of readSegment(segment, from)) {
      if (record.end > to) return;
      yield record;
    }
  }
}

function* readSegment({ file, base }: Segment, from: number): Generator<JournalRecord> {
  const fd = openSync(file, 'r');
  try {
    for (const { start, end, bytes } of readFrames(fd, Math.max(0, from - base))) {
      yield { start: base + start, end: base + end, bytes };
    }
  } finally {
    closeSync(fd);
  }
}
