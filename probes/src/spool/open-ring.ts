import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RingLimits } from './disk-ring.ts';
import { createDiskRing } from './disk-ring.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './journal.ts';
import { createLedger } from './ledger.ts';
import { encodeLine } from './line.ts';
import type { Loaded } from './load-spool.ts';
import { loadSpool } from './load-spool.ts';
import type { Life, Mark } from './record.ts';
import { toJson } from './record.ts';
import type { Resumed, Start } from './resume.ts';
import { resume } from './resume.ts';
import type { Ring } from './ring.ts';
import { createRing } from './ring.ts';
import type { Placed, Run } from './runs.ts';
import { extendRuns } from './runs.ts';
import { openSegmentFiles } from './segment-files.ts';
import type { Spans } from './spans.ts';
import { createTail } from './tail.ts';

export interface RingOptions {
  folder: string;
  /** A folder in memory; where there is none, each entry goes to disk at once. */
  memoryFolder: string | undefined;
  limits: RingLimits;
  /** Names this start of the machine. */
  machine: string;
  fw?: string | undefined;
  clocks: () => Pick<Life, 'up' | 'ts'>;
  newBoot: () => string;
  onDisk: (fault: unknown) => void;
}

export interface OpenedRing {
  ring: Ring;
  start: Start;
  /** The firmware of the life before this one. */
  formerFw: string | undefined;
  /** Where this is a new life: the one before it, and the highest number that it gave. */
  last: { boot: string; seq: number } | undefined;
  /** Lines that were not what had been written. */
  damaged: number;
}

const MAX_FLUSH_BYTES = 32 * 1024;
/** What memory holds while the disk takes nothing, in times of what is usually written at once. */
const TAIL_FACTOR = 8;

export function openRing(options: RingOptions): OpenedRing {
  const { folder, limits, machine, fw, clocks } = options;
  const files = openSegmentFiles(join(folder, 'spool'));
  const journal = journalOf(options);
  const loaded = loadSpool(files, journal.left(), machine);
  const disk = createDiskRing(files, loaded.segments, limits, () => ({ machine, ...clocks() }));
  const resumed = proveOnDisk(resume(loaded.past, machine, options.newBoot));
  const flushBytes = Math.min(MAX_FLUSH_BYTES, limits.maxBytes / 16);
  const tail = createTail(flushBytes * TAIL_FACTOR);
  const placed = placeTail(loaded);
  placed.forEach((one) => tail.add(one));
  const ring = createRing({
    disk,
    journal,
    tail,
    flushBytes,
    ledger: createLedger({ settled: settledBy(loaded, placed), dropped: loaded.dropped }),
    nextPlace: loaded.nextPlace + placed.length,
    life: { boot: resumed.boot, machine, next: resumed.next, fw },
    clocks,
    onDisk: options.onDisk,
  });
  const { life, next } = loaded.past;
  const isNew = life !== undefined && life.boot !== resumed.boot && next > 0;
  const last = isNew ? { boot: life.boot, seq: next - 1 } : undefined;
  return { ring, start: resumed.start, formerFw: life?.fw, last, damaged: loaded.damaged };

  /**
   * The end of an orderly stop must not stay the last word: the process after this one would take it
   * for the end of this one, and use its numbers again.
   */
  function proveOnDisk(wanted: Resumed): Resumed {
    const life: Life = { boot: wanted.boot, machine, next: wanted.next, fw, ...clocks() };
    try {
      disk.append({ head: encodeLine(toJson({ kind: 'life', life })), body: '', placed: [] }, life);
      return wanted;
    } catch (error) {
      options.onDisk(error);
      return { boot: options.newBoot(), next: 0, start: wanted.start === 'first' ? 'first' : 'unproven' };
    }
  }
}

function journalOf({ folder, memoryFolder }: RingOptions): Journal {
  if (memoryFolder === undefined || !isWritable(memoryFolder)) {
    return openJournal({ path: join(folder, 'continuity'), isMirror: false });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // One folder has one journal, by whatever path it is named.
  const { dev, ino } = statSync(folder);
  return openJournal({ path: join(memoryFolder, `fengsui-${dev}-${ino}.journal`), isMirror: true });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function placeTail({ tail, nextPlace }: Loaded): Placed[] {
  return tail.map((entry, i) => ({ place: nextPlace + i, entry }));
}

/** Everything up to the newest entry that the mark covers. */
function settledBy({ segments, mark }: Loaded, tail: readonly Placed[]): Spans {
  if (!mark) return [];
  const runs = segments.flatMap((segment) => segment.runs);
  const tailRuns: Run[] = [];
  for (const { place, entry } of tail) extendRuns(tailRuns, place, entry);
  const own = [...runs, ...tailRuns].filter((run) => run.boot === mark.boot);
  const covered = own.filter((run) => run.from <= mark.seq).at(-1);
  const place = covered ? lastCovered(covered, mark) : (own[0]?.at ?? 0) - 1;
  return place < 0 ? [] : [[0, place]];
}

function lastCovered(run: Run, { seq }: Mark): number {
  return run.at + Math.min(seq - run.from, run.count - 1);
}
