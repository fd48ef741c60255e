import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { JournalFull } from '../journal/journal.ts';
import type { Logger } from '../observe/logger.ts';

/**
 * What is taken within one turn of the event loop is written together, and acknowledged together once it
 * stands on the disk.
 */
export interface WriteGroup {
  /** Calls `done` when everything that was appended so far is written; after a fault of the disk, later. */
  safe(done: () => void): void;
  /** Why nothing can be written now. */
  trouble(): string | undefined;
}

export interface WriteGroupParts {
  journal: Pick<Journal, 'flush'>;
  clock: Clock;
  log: Logger;
  /** Runs a task at the end of this turn. */
  atEnd?: (task: () => void) => void;
}

const TRY_AGAIN_MS = 500;
/** A turn in which a thousand connections have something to say is long: answers do not wait for its end. */
const MAX_TOGETHER = 1_000;

export function createWriteGroup({ journal, clock, log, atEnd = setImmediate }: WriteGroupParts): WriteGroup {
  let waiting: (() => void)[] = [];
  let trouble: string | undefined;

  function write(): void {
    try {
      journal.flush();
    } catch (error) {
      return wait(error as Error);
    }
    if (trouble !== undefined) log.info('the journal is written again');
    trouble = undefined;
    const done = waiting;
    waiting = [];
    for (const each of done) each();
  }

  function wait(error: Error): void {
    if (!(error instanceof JournalFull)) throw error;
    if (trouble === undefined)
      log.error({ err: error }, 'the journal cannot be written; nothing is acknowledged');
    trouble = error.message;
    clock.after(TRY_AGAIN_MS, write);
  }

  return {
    safe(done) {
      waiting.push(done);
      if (trouble !== undefined) return;
      if (waiting.length === 1) atEnd(write);
      if (waiting.length >= MAX_TOGETHER) write();
    },
    trouble: () => trouble,
  };
}
