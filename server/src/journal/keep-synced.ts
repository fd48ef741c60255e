import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Journal } from './journal.ts';

const SYNC_EVERY_MS = 1_000;

/** Pushes to the disk what is written, again and again; the answer stops it. */
export function keepSynced(journal: Pick<Journal, 'sync'>, clock: Clock, log: Logger): () => void {
  return clock.every(SYNC_EVERY_MS, () => {
    journal.sync().catch((error: unknown) => {
      log.warn({ err: error }, 'the journal cannot be pushed to the disk; a power cut could cost its end');
    });
  });
}
