import type { JournalRecord } from './segment-files.ts';
import { hasBytes, listSegments, readRecords } from './segment-files.ts';

/** Where a journal lies and how far it is written; plain data that threads can share. */
export interface JournalPlace {
  folder: string;
  /** The journal's own name. */
  id: string;
  /** One BigInt64: the offset up to which it is written. */
  head: SharedArrayBuffer;
}

/** Reads the files of a journal that somebody else writes, also from another thread. */
export interface JournalReader {
  readonly id: string;
  /** How far it is written. */
  head(): number;
  /** What was written from `offset` on; what was released already is left out. */
  read(offset: number): Generator<JournalRecord>;
  /** False where nothing was written between `offset` and the head: offsets leap after an unclean end. */
  hasBytes(offset: number): boolean;
}

export function createJournalReader({ folder, id, head }: JournalPlace): JournalReader {
  const shared = new BigInt64Array(head);
  const read = (): number => Number(Atomics.load(shared, 0));
  return {
    id,
    head: read,
    read: (offset) => readRecords(listSegments(folder), offset, read()),
    hasBytes: (offset) => hasBytes(listSegments(folder), offset),
  };
}
