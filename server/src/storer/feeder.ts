import type { Clock } from '../clock.ts';
import type { JournalReader } from '../journal/reader.ts';
import type { Logger } from '../observe/logger.ts';
import type { SeriesStore, Written } from '../series/port.ts';
import type { Batch } from './batch.ts';
import { readBatch } from './batch.ts';
import type { Delays } from './delays.ts';
import { addDelay, noDelays } from './delays.ts';

export interface StoringState {
  /** Everything before this offset of the journal is in the store. */
  stored: number;
  /** When the oldest message came that is known not to be in the store, ms; undefined where there is none. */
  oldestAt: number | undefined;
  /** Why the store does not take data. */
  trouble: string | undefined;
  samples: number;
  /** Samples that the store refused for good. */
  refused: number;
  /** From a message's arrival until it was stored. */
  delays: Delays;
}

export function nothingStored(): StoringState {
  return {
    stored: 0,
    oldestAt: undefined,
    trouble: undefined,
    samples: 0,
    refused: 0,
    delays: noDelays(),
  };
}

/** Follows the journal and carries what it holds into the series store, in order, once. */
export interface Feeder {
  state(): StoringState;
  /** Writes what is left, if the store takes it within the time that a stop may need. */
  stop(): Promise<void>;
}

export interface FeederParts {
  journal: JournalReader;
  store: SeriesStore;
  clock: Clock;
  log: Logger;
  /** Called when the state has changed. */
  onChange(state: StoringState): void;
}

/** A transaction costs much more than a sample: a moment's worth goes together. */
const LOOK_EVERY_MS = 250;
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 15_000;
const SAY_REFUSED_EVERY_MS = 60_000;

export function createFeeder({ journal, store, clock, log, onChange }: FeederParts): Feeder {
  const state = nothingStored();
  let isMarkKnown = false;
  let pending: Batch | undefined;
  let writing: Promise<void> | undefined;
  let isStopping = false;
  let pauseMs = 0;
  let sayRefusedAt = 0;
  let resumeAt = 0;

  /** Nothing can be read up to the head: it has leapt, or the disk has damaged what was written. Going on beats standing still. */
  function skip(from: number, head: number): Batch {
    if (journal.hasBytes(from))
      log.error({ from, to: head }, 'the journal is damaged; what stood there is lost to the store');
    return { samples: [], end: head, cameAt: [] };
  }

  function nextBatch(): Batch | undefined {
    const head = journal.head();
    if (state.stored >= head) return undefined;
    return readBatch(journal, state.stored) ?? skip(state.stored, head);
  }

  async function write(): Promise<void> {
    if (!isMarkKnown) state.stored = (await store.mark(journal.id)) ?? 0;
    isMarkKnown = true;
    for (pending ??= nextBatch(); pending; pending = nextBatch()) {
      state.oldestAt = pending.cameAt[0];
      const written = await store.write(pending.samples, { journal: journal.id, offset: pending.end });
      account(pending, written.refused);
      noteRefused(written);
    }
    state.oldestAt = undefined;
  }

  /** A device that sends what cannot be stored does so each time. */
  function noteRefused({ refused, refusal }: Written): void {
    if (refused === 0 || clock.now() < sayRefusedAt) return;
    sayRefusedAt = clock.now() + SAY_REFUSED_EVERY_MS;
    log.warn({ refused, refusal, total: state.refused }, 'the series store has refused samples for good');
  }

  function account({ samples, end, cameAt }: Batch, refused: number): void {
    const now = clock.now();
    for (const at of cameAt) addDelay(state.delays, now - at);
    state.stored = end;
    state.samples += samples.length - refused;
    state.refused += refused;
    wellAgain();
    onChange(state);
  }

  function wellAgain(): void {
    if (state.trouble !== undefined) log.info('the series store takes data again');
    state.trouble = undefined;
    pauseMs = 0;
  }

  function wait(error: Error): void {
    state.trouble = error.message;
    state.oldestAt ??= pending?.cameAt[0];
    if (pauseMs === 0)
      log.warn({ err: error }, 'the series store does not take data; it waits in the journal');
    pauseMs = Math.min(Math.max(2 * pauseMs, MIN_PAUSE_MS), MAX_PAUSE_MS);
    resumeAt = clock.now() + pauseMs;
  }

  async function flush(): Promise<void> {
    try {
      await write();
      wellAgain();
    } catch (error) {
      wait(error as Error);
    }
    onChange(state);
  }

  function kick(): Promise<void> {
    writing ??= flush().finally(() => (writing = undefined));
    return writing;
  }

  const stopLooking = clock.every(LOOK_EVERY_MS, () => {
    const hasWork = !isMarkKnown || pending !== undefined || journal.head() > state.stored;
    if (hasWork && clock.now() >= resumeAt && !isStopping) void kick();
  });

  return {
    state: () => state,
    async stop() {
      isStopping = true;
      stopLooking();
      await writing;
      if (state.trouble === undefined) await kick();
    },
  };
}
