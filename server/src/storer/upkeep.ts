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

export function startUpkeep(store: Pick<SeriesStore, 'maintain'>, clock: Clock, log: Logger): Upkeep {
  let dueAt = clock.now() + PAUSE_MS;
  let step: Promise<void> | undefined;
  let isFailing = false;

  function fail(error: unknown): void {
    if (!isFailing) log.warn({ err: error }, 'the series store cannot be tidied up; it is tried again');
    isFailing = true;
  }

  async function run(): Promise<void> {
    dueAt = clock.now() + PAUSE_MS;
    try {
      const { more } = await store.maintain(clock.now());
      isFailing = false;
      if (more) dueAt = clock.now();
    } catch (error) {
      fail(error);
    }
  }

  const stopLooking = clock.every(LOOK_EVERY_MS, () => {
    if (clock.now() >= dueAt) step ??= run().finally(() => (step = undefined));
  });

  return {
    async stop() {
      stopLooking();
      await step;
    },
  };
}
