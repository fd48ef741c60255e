import type { Clock } from '../clock.ts';
import type { JournalReader } from '../journal/reader.ts';
import type { Logger } from '../observe/logger.ts';
import type { SeriesStore } from '../series/port.ts';
import type { StoringState } from './feeder.ts';
import { createFeeder } from './feeder.ts';
import { startUpkeep } from './upkeep.ts';

/** What may be asked of the series store. */
export type SeriesReader = Omit<SeriesStore, 'write' | 'mark' | 'maintain' | 'close'>;

/** Carries what the journal holds into the series store, and asks that store. */
export interface Storer {
  readonly store: SeriesReader;
  /** Called when the store was opened anew, and does not know what it was told and does not keep. */
  onReopened(task: () => void): void;
  state(): StoringState;
  /** Writes what is left, as far as the store takes it, and closes the store. */
  stop(): Promise<void>;
}

export interface StorerParts {
  store: SeriesStore;
  journal: JournalReader;
  clock: Clock;
  log: Logger;
  onChange(state: StoringState): void;
}

/** In this thread. */
export function createStorer({ store, ...parts }: StorerParts): Storer {
  const feeder = createFeeder({ store, ...parts });
  const upkeep = startUpkeep({ store, ...parts, lagMs: () => lagMs(feeder.state(), parts.clock.now()) });
  return {
    store,
    // It is open for as long as this thread runs.
    onReopened: () => undefined,
    state: feeder.state,
    async stop() {
      await upkeep.stop();
      await feeder.stop();
      await store.close();
    },
  };
}

/** Age of the oldest message that is not stored, ms. */
export function lagMs({ oldestAt }: StoringState, now: number): number {
  return oldestAt === undefined ? 0 : Math.max(0, now - oldestAt);
}
