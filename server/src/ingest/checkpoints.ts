import type { Incident, Json, OutboxMessage } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import type { DeskKeep, DeskWriter } from '../desk/port.ts';
import { DESK_PART } from '../desk/port.ts';
import type { EngineListener } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import type { DeskRows } from '../ledger/desk/port.ts';
import type { Checkpoint, LedgerWriter } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';
import type { News } from './tidings.ts';
import { createTidings } from './tidings.ts';

/**
 * Keeps what the core believes in the ledger. A checkpoint is whole: devices, incidents, what the core
 * needs to go on, and the journal's offset that all this rests on, in one transaction.
 */
export interface Checkpoints extends EngineListener, DeskWriter {
  fact(fact: CoreFact): void;
  kept(): number;
  /** See DeskWriter; `all`: what was learnt too. */
  commit(which?: Which): Promise<void>;
  /** Incidents as they may be shown: as they are in the ledger; while nothing can be written, as the core has them. */
  incidents(): readonly Incident[];
  stop(): Promise<void>;
}

export interface CheckpointParts {
  desk: DeskKeep;
  /** These are in the ledger now; while nothing can be written for long, these would be. */
  onMessages(messages: readonly OutboxMessage[]): void;
  monitor: Pick<Monitor, 'incident' | 'incidents' | 'keep'> & { fleet: Pick<Fleet, 'get'> };
  journal: Journal;
  /** The offset that the ledger has. */
  kept: number;
  writer: LedgerWriter;
  clock: Clock;
  log: Logger;
  onKept(offset: number): void;
  /** What `incidents` answers is not what it was. */
  onIncidents(): void;
}

const LOOK_EVERY_MS = 500;
/** What was measured may be decided anew from the journal; an incident must not wait. */
const PAUSE_MS = 2_000;
const COMMIT_INCIDENTS_WITHIN_MS = 50;
/** In a storm the desk has much to say each time, all of it in one piece: it is said less often, but soon. */
const PAUSE_FOR_EACH_HELD_MS = 20;
const COMMIT_INCIDENTS_AT_LAST_MS = 1_000;
/** Under load commits are rarer, and hold what many messages have changed; a restart has that much more to read. */
const PAUSE_FOR_EACH_MS = 10;
const MAX_PAUSE_MS = 15_000;
/** While the ledger is away. */
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 30_000;
/** What was learnt is kept this often, and at the end; what is open at once. */
const KEEP_ALL_EVERY_MS = 10 * 60_000;

/** While the ledger cannot be written, messages wait for it so long and no longer. */
const TELL_WITHOUT_LEDGER_MS = 30_000;

type Which = 'all' | 'changed';

export function createCheckpoints(parts: CheckpointParts): Checkpoints {
  const { monitor, desk, journal, writer, clock, log, onKept, onIncidents, onMessages } = parts;
  const tidings = createTidings(log);
  let kept = parts.kept;
  let keptAllAt = clock.now();
  let dueAt = clock.now() + PAUSE_MS;
  let retryMs = 0;
  /** How long nothing else could be done while the last checkpoint was put together. */
  let heldMs = 0;
  let trouble: string | undefined;
  let troubledSince: number | undefined;
  let isIncidentDue = false;
  let shown: readonly Incident[] | undefined;
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let nextHolds: Which = 'changed';

  const openNow = (): readonly Incident[] => [...monitor.incidents(), ...desk.incidents()];

  function step(news: News, which: Which): Checkpoint {
    const { devices, facts, transitions, cases, messages } = news;
    const ids = new Set([...facts.map(({ id }) => id), ...cases]);
    const isDeskChanged = cases.size + messages.size > 0 || which === 'all';
    return {
      journal: journal.id,
      offset: journal.head(),
      devices: [...devices].flatMap((id) => {
        const state = monitor.fleet.get(id);
        return state ? { id, state: JSON.stringify(state) } : [];
      }),
      transitions,
      incidents: [...ids].flatMap((id) => desk.incident(id) ?? monitor.incident(id) ?? []),
      incidentFacts: facts,
      // Parts that were taken from the core and could not be written are asked for anew.
      parts: asText({
        ...monitor.keep(trouble === undefined ? which : 'again'),
        ...(isDeskChanged && { [DESK_PART]: desk.keep() }),
      }),
      ...deskRows(news, desk),
    };
  }

  async function write(which: Which): Promise<void> {
    isIncidentDue = false;
    const isIdle = journal.head() === kept && tidings.isEmpty();
    // All that is believed is in the ledger: what comes next is not, and is not to be shown along with it.
    if (isIdle && which === 'changed') return trouble === undefined ? show(shown ?? openNow()) : undefined;
    if (!isWritten()) return show(undefined);
    const began = clock.now();
    const news = tidings.take();
    const hasNews = news.facts.length > 0 || news.cases.size > 0;
    const asKept = hasNews || shown === undefined ? openNow() : shown;
    const checkpoint = step(news, which);
    heldMs = clock.now() - began;
    try {
      // A ledger that knew of samples which a power cut took from the journal would never ask for them.
      await journal.sync();
      await writer.commit(checkpoint);
    } catch (error) {
      tidings.giveBack(news);
      fail(error as Error);
      // People are told all the same, at the price of telling them twice if we fall over before it is written.
      if (isAwayForLong()) onMessages([...news.messages.values()]);
      return;
    }
    kept = checkpoint.offset;
    succeed(clock.now() - began);
    show(asKept);
    onKept(kept);
    onMessages([...news.messages.values()]);
  }

  function show(asKept: readonly Incident[] | undefined): void {
    if (shown === asKept) return;
    shown = asKept;
    onIncidents();
  }

  function fail(error: Error): void {
    if (trouble === undefined)
      log.error({ err: error }, 'the ledger cannot be written; what it lacks waits in memory');
    troubledSince ??= clock.now();
    trouble = error.message;
    retryMs = Math.min(Math.max(2 * retryMs, FIRST_RETRY_MS), MAX_RETRY_MS);
    dueAt = clock.now() + retryMs;
    show(undefined);
  }

  const isAwayForLong = (): boolean =>
    troubledSince !== undefined && clock.now() - troubledSince >= TELL_WITHOUT_LEDGER_MS;

  function succeed(tookMs: number): void {
    if (trouble !== undefined) log.info('the ledger is written again');
    trouble = undefined;
    troubledSince = undefined;
    retryMs = 0;
    dueAt = clock.now() + Math.min(Math.max(PAUSE_FOR_EACH_MS * tookMs, PAUSE_MS), MAX_PAUSE_MS);
  }

  /** What is about to be believed must be on the disk first; whoever writes the journal says why it is not. */
  function isWritten(): boolean {
    try {
      journal.flush();
      return true;
    } catch {
      return false;
    }
  }

  /** One at a time; whoever asks while one is under way gets the one after it. */
  function commit(which: Which = 'changed'): Promise<void> {
    if (which === 'all') nextHolds = 'all';
    next ??= writing.then(() => {
      writing = write(nextHolds);
      next = undefined;
      nextHolds = 'changed';
      return writing;
    });
    return next;
  }

  function hurry(): void {
    if (!tidings.hasIncidents()) return;
    // Nothing can be written: they are shown as they are.
    if (shown === undefined) onIncidents();
    if (isIncidentDue || trouble !== undefined) return;
    isIncidentDue = true;
    clock.after(incidentsWithinMs(), () => void commit());
  }

  const incidentsWithinMs = (): number =>
    Math.min(
      Math.max(PAUSE_FOR_EACH_HELD_MS * heldMs, COMMIT_INCIDENTS_WITHIN_MS),
      COMMIT_INCIDENTS_AT_LAST_MS,
    );

  const stopTicking = clock.every(LOOK_EVERY_MS, () => {
    if (clock.now() < dueAt) return;
    dueAt = clock.now() + MAX_PAUSE_MS;
    const isLong = clock.now() - keptAllAt >= KEEP_ALL_EVERY_MS;
    if (isLong) keptAllAt = clock.now();
    void commit(isLong ? 'all' : 'changed');
  });

  return {
    changed: tidings.changed,
    fact: tidings.fact,
    desk(outcome) {
      tidings.desk(outcome);
      hurry();
    },
    settled: hurry,
    kept: () => kept,
    trouble: () => trouble,
    commit,
    incidents: () => shown ?? openNow(),
    async stop() {
      stopTicking();
      await commit('all');
    },
  };
}

function deskRows({ cases, lines, messages }: News, desk: DeskKeep): DeskRows {
  return {
    cases: [...cases].flatMap((id) => desk.record(id) ?? []),
    deskFacts: lines,
    messages: [...messages.values()],
  };
}

function asText(parts: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)]));
}
