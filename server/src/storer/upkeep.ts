import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { SeriesStore } from '../series/port.ts';

/** Has the store do its housekeeping, a step at a time, beside what is written and asked. */
export interface Upkeep {
  /** Waits for the step that is under way. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
/** With nothing more to do, or after a failure. */
const PAUSE_MS = 60_000;
/** It never takes more than this share of the store's time: writes come first. */
const REST_FOR_EACH_MS = 10;
/** With writes that wait for so long it does not begin at all. */
const TOO_LATE_MS = 5_000;

export interface UpkeepParts {
  store: Pick<SeriesStore, 'maintain'>;
  clock: Clock;
  log: Logger;
  /** Age of the oldest message that is not stored, ms. */
  lagMs(): number;
}

export function startUpkeep({ store, clock, log, lagMs }: UpkeepParts): Upkeep {
  let dueAt = clock.now() + PAUSE_MS;
  let step: Promise<void> | undefined;
  let isFailing = false;

  function fail(error: unknown): void {
    if (!isFailing) log.warn({ err: error }, 'the series store cannot be tidied up; it is tried again');
    isFailing = true;
  }

  async function run(): Promise<void> {
    const began = clock.now();
    dueAt = began + PAUSE_MS;
    try {
      const { more } = await store.maintain(began);
      isFailing = false;
      const restMs = REST_FOR_EACH_MS * (clock.now() - began);
      if (more) dueAt = clock.now() + restMs;
    } catch (error) {
      fail(error);
    }
  }

  const stopLooking = clock.every(LOOK_EVERY_MS, () => {
    if (clock.now() >= dueAt && lagMs() < TOO_LATE_MS) step ??= run().finally(() => (step = undefined));
  });

  return {
    async stop() {
      stopLooking();
      await step;
    },
  };
}
