import type { Metrics } from '@fengsui/config/contract';
import type { DiskRing } from './disk-ring.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { encodeLine } from './line.ts';
import type { Entry, Life, Mark, SpoolRecord } from './record.ts';
import { toJson } from './record.ts';
import type { RingReader } from './ring-reader.ts';
import { createRingReader } from './ring-reader.ts';
import type { Placed } from './runs.ts';
import { numberAt, placesOf } from './runs.ts';
import type { Span, Spans } from './spans.ts';
import { countOf } from './spans.ts';
import type { Tail } from './tail.ts';

/** An entry without its number: the ring gives it. */
export type Draft = { ts: number } & (
  { m: Metrics } | { type: string; data: Record<string, unknown> } | { birth: true }
);

export interface RingStats {
  /** On disk. */
  bytes: number;
  /** Entries that nobody has acknowledged yet. */
  waiting: number;
  /** Entries lost before anybody acknowledged them, since the spool was begun. */
  dropped: number;
}

/**
 * Everything measured, in order, delivered or not, bounded by size and age. What is appended is in the
 * journal (memory that outlives the process) or on disk when `append` returns; where neither takes it,
 * it stays in this process's memory, and the next process begins a new life.
 */
export interface Ring {
  readonly boot: string;
  append(draft: Draft): Placed;
  /** Acknowledged by the broker. */
  confirm(places: Span): void;
  settled(): Spans;
  waiting(skip: Spans): Generator<Placed>;
  find: RingReader['find'];
  /** The number the next entry will take. */
  next(): number;
  /** Puts on disk what is in memory only. False where the disk refused. */
  flush(): boolean;
  sync(): Promise<void>;
  stats(): RingStats;
  close(): Promise<void>;
}

export interface RingParts {
  disk: DiskRing;
  journal: Journal;
  tail: Tail;
  ledger: Ledger;
  /** Without a journal each entry goes to disk at once; with one, when so much has gathered. */
  flushBytes: number;
  nextPlace: number;
  /** The present life, and the number its next entry takes. */
  life: Omit<Life, 'up' | 'ts'>;
  clocks: () => Pick<Life, 'up' | 'ts'>;
  /** Told each time whether the disk took what it was given: undefined if so. */
  onDisk: (fault: unknown) => void;
}

/** More than the lines around the entries of one write take. */
const FRAME_BYTES = 1024;

const lineOf = (record: SpoolRecord) => encodeLine(toJson(record));

export function createRing({ disk, journal, tail, ledger, clocks, onDisk, ...start }: RingParts): Ring {
  const { boot } = start.life;
  const reader = createRingReader(disk, tail, ledger);
  let { nextPlace } = start;
  let { next } = start.life;
  let marked = '';
  let isPromised = true;

  const life = (): Life => ({ ...start.life, ...clocks(), next });

  function append(draft: Draft): Placed {
    const placed = { place: nextPlace++, entry: { boot, seq: next++, ...draft } satisfies Entry };
    const { line, lost } = tail.add(placed);
    for (const { place } of lost) ledger.giveUp([place, place]);
    const isKept = isPromised && journal.append(line);
    if (!isKept || tail.bytes() > start.flushBytes) keep(isKept);
    return placed;
  }

  /** What neither disk nor journal took must not leave behind the promise that all can be read again. */
  function keep(isInJournal: boolean): void {
    if (write('') || isInJournal) return;
    if (journal.isMirror) beginJournal();
    else breakPromise();
  }

  function write(end: string): boolean {
    let mark: string;
    try {
      for (const gone of disk.expire(tail.bytes() + FRAME_BYTES)) forget(placesOf(gone.runs));
      mark = markLine();
      const head = lineOf({ kind: 'life', life: life() }) + mark;
      const body = (mark === marked ? '' : mark) + tail.lines().join('') + end;
      disk.append({ head, body, placed: tail.all() }, life());
    } catch (error) {
      onDisk(error);
      return false;
    }
    marked = mark;
    tail.clear();
    beginJournal();
    onDisk(undefined);
    return true;
  }

  function beginJournal(): void {
    try {
      journal.begin(life(), tail.lines());
      isPromised = true;
    } catch {
      breakPromise();
    }
  }

  function breakPromise(): void {
    journal.withdraw();
    isPromised = false;
  }

  function forget(places: Span | undefined): void {
    if (places) ledger.giveUp(places);
  }

  function markLine(): string {
    const place = ledger.watermark();
    const mark = place === undefined ? undefined : numberOf(place);
    return lineOf({ kind: 'mark', mark, dropped: ledger.dropped() });
  }

  function numberOf(place: number): Mark | undefined {
    const entry = tail.all().find((placed) => placed.place === place)?.entry;
    if (entry) return { boot: entry.boot, seq: entry.seq };
    const runs = disk.segments().flatMap((segment) => segment.runs);
    return numberAt(runs, place);
  }

  function confirm(places: Span): void {
    const before = ledger.watermark();
    ledger.confirm(places);
    if (isPromised && ledger.watermark() !== before) journal.append(markLine());
  }

  write('');
  return {
    boot,
    append,
    confirm,
    settled: ledger.settled,
    waiting: (skip) => reader.waiting([0, nextPlace - 1], skip),
    find: reader.find,
    next: () => next,
    flush: () => tail.lines().length === 0 || write(''),
    sync: () => disk.sync(),
    stats: () => ({
      bytes: disk.bytes(),
      waiting: countOf(ledger.open([0, nextPlace - 1])),
      dropped: ledger.dropped(),
    }),
    async close() {
      if (write(lineOf({ kind: 'closed', life: life() }))) journal.withdraw();
      await disk.sync().catch(onDisk);
      disk.close();
      journal.close();
    },
  };
}
