import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../observe/logger.ts';
import type { SeriesStore, StoredSample } from '../series/port.ts';
import { samplesOfRecord } from './stored-samples.ts';

export interface Fed {
  /** The journal's offset after the message. */
  end: number;
  /** When it came, ms. */
  at: number;
  samples: readonly StoredSample[];
}

/**
 * Carries samples from the journal into the series store. While the store keeps up they go from
 * memory; when it is away or slow, memory is let go and they are read from the journal again.
 */
export interface Feeder {
  offer(fed: Fed): void;
  /** Everything before this offset is in the store. */
  stored(): number;
  /** Age of the oldest message that is not in the store, ms. */
  lagMs(now: number): number;
  trouble(): string | undefined;
  counts(): { samples: number; refused: number };
  /** Writes what is left, if the store takes it within the time that a stop may need. */
  stop(): Promise<void>;
}

export interface FeederParts {
  journal: Journal;
  store: SeriesStore;
  clock: Clock;
  log: Logger;
  /** Called after each write; what was stored may leave the journal. */
  onStored(offset: number): void;
}

const FLUSH_EVERY_MS = 200;
const MAX_BATCH = 10_000;
const MAX_QUEUED = 50_000;
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 15_000;

interface Batch {
  samples: StoredSample[];
  end: number;
  oldestAt: number;
}

export function createFeeder({ journal, store, clock, log, onStored }: FeederParts): Feeder {
  let queue: Fed[] = [];
  let queued = 0;
  /** Unknown until the store has told its mark. */
  let stored: number | undefined;
  let isBehind = true;
  let pending: Batch | undefined;
  let writing: Promise<void> | undefined;
  let pauseMs = 0;
  let resumeAt = 0;
  let trouble: string | undefined;
  const counts = { samples: 0, refused: 0 };

  function letGo(): void {
    isBehind = true;
    queue = [];
    queued = 0;
  }

  function nextBatch(from: number): Batch | undefined {
    if (!isBehind) return takeQueued();
    const batch = readBatch(journal, from);
    // The journal is read and written by this thread alone: at its head, nothing can have been missed.
    if ((batch?.end ?? from) >= journal.head()) isBehind = false;
    if (batch === undefined && isBehind) return skipDamage(from);
    return batch;
  }

  /** Nothing can be read up to the head: the disk has damaged what was written. Going on beats standing still. */
  function skipDamage(from: number): Batch {
    log.error({ from, to: journal.head() }, 'the journal is damaged; what stood there is lost to the store');
    return { samples: [], end: journal.head(), oldestAt: clock.now() };
  }

  function takeQueued(): Batch | undefined {
    const first = queue[0];
    const final = queue.at(-1);
    if (!first || !final) return undefined;
    const samples = queue.flatMap((fed) => fed.samples);
    queue = [];
    queued = 0;
    return { samples, end: final.end, oldestAt: first.at };
  }

  async function write(): Promise<void> {
    if (stored === undefined) {
      stored = (await store.mark(journal.id)) ?? 0;
      journal.skipTo(stored);
    }
    for (pending ??= nextBatch(stored); pending; pending = nextBatch(stored)) {
      const { refused } = await store.write(pending.samples, { journal: journal.id, offset: pending.end });
      stored = pending.end;
      counts.samples += pending.samples.length - refused;
      counts.refused += refused;
      onStored(stored);
    }
  }

  async function flush(): Promise<void> {
    try {
      await write();
      if (trouble !== undefined) log.info('the series store takes data again');
      trouble = undefined;
      pauseMs = 0;
    } catch (error) {
      trouble = (error as Error).message;
      if (pauseMs === 0)
        log.warn({ err: error }, 'the series store does not take data; it waits in the journal');
      pauseMs = Math.min(Math.max(2 * pauseMs, MIN_PAUSE_MS), MAX_PAUSE_MS);
      resumeAt = clock.now() + pauseMs;
    }
  }

  function kick(): Promise<void> {
    writing ??= flush().finally(() => (writing = undefined));
    return writing;
  }

  const stopTicking = clock.every(FLUSH_EVERY_MS, () => {
    if (clock.now() >= resumeAt) void kick();
  });

  return {
    offer(fed) {
      if (isBehind) return;
      queue.push(fed);
      queued += fed.samples.length + 1;
      if (queued > MAX_QUEUED) letGo();
    },
    stored: () => stored ?? 0,
    lagMs(now) {
      const oldest = pending?.oldestAt ?? queue[0]?.at;
      return oldest === undefined ? 0 : Math.max(0, now - oldest);
    },
    trouble: () => trouble,
    counts: () => counts,
    async stop() {
      stopTicking();
      await writing;
      if (trouble === undefined) await kick();
    },
  };
}

/** Bytes of records that a read of the journal takes at once, so that a batch is bounded in memory. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;

function readBatch(journal: Journal, from: number): Batch | undefined {
  const batch: Batch = { samples: [], end: from, oldestAt: 0 };
  let bytes = 0;
  for (const record of journal.read(from)) {
    const { at, samples } = samplesOfRecord(record.bytes);
    batch.oldestAt ||= at;
    batch.samples.push(...samples);
    batch.end = record.end;
    bytes += record.bytes.length;
    if (batch.samples.length >= MAX_BATCH || bytes >= MAX_BATCH_BYTES) break;
  }
  return batch.end > from ? batch : undefined;
}
