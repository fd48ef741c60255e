import type { Json } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import type { EngineListener } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import type { DeviceRecord, Ledger } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';
import { createTidings } from './tidings.ts';

/**
 * Keeps what the core believes in the ledger. A checkpoint is whole: devices, incidents, what the core
 * needs to go on, and the journal's offset that all this rests on, in one transaction.
 */
export interface Checkpoints extends EngineListener {
  fact(fact: CoreFact): void;
  kept(): number;
  trouble(): string | undefined;
  commit(): void;
  /** Whoever is about to show incidents calls it: what they show is in the ledger then, if that can be written. */
  commitIncidents(): void;
  stop(): void;
}

export interface CheckpointParts {
  monitor: Pick<Monitor, 'incident' | 'keep'> & { fleet: Pick<Fleet, 'get'> };
  journal: Journal;
  ledger: Ledger;
  clock: Clock;
  log: Logger;
  onKept(offset: number): void;
}

const LOOK_EVERY_MS = 500;
/** What was measured may be decided anew from the journal; an incident must not wait. */
const PAUSE_MS = 2_000;
const COMMIT_INCIDENTS_WITHIN_MS = 50;
/** Under load commits are rarer, so that they take no more than a twentieth of the time; a restart has that much more to read. */
const PAUSE_FOR_EACH_MS = 20;
const MAX_PAUSE_MS = 15_000;
/** While the ledger is away. */
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 30_000;
/** What was learnt is kept this often, and at the end; what is open at once. */
const KEEP_ALL_EVERY_MS = 10 * 60_000;

type Which = 'all' | 'changed';

export function createCheckpoints(parts: CheckpointParts): Checkpoints {
  const { monitor, journal, ledger, clock, log, onKept } = parts;
  const dirty = new Set<string>();
  const tidings = createTidings(log);
  let kept = ledger.offset(journal.id) ?? 0;
  let keptAllAt = clock.now();
  let dueAt = clock.now() + PAUSE_MS;
  let retryMs = 0;
  let trouble: string | undefined;
  let isIncidentDue = false;

  function write(which: Which): void {
    const offset = journal.head();
    const facts = tidings.facts();
    const ids = new Set(facts.map(({ id }) => id));
    // Parts that were taken from the core and could not be written are asked for anew.
    const all = trouble === undefined ? which : 'all';
    ledger.commit({
      journal: journal.id,
      offset,
      devices: devices(),
      transitions: tidings.transitions(),
      incidents: [...ids].flatMap((id) => monitor.incident(id) ?? []),
      incidentFacts: facts,
      parts: asText(monitor.keep(all)),
    });
    kept = offset;
    dirty.clear();
    tidings.clear();
  }

  function devices(): DeviceRecord[] {
    return [...dirty].flatMap((id) => {
      const state = monitor.fleet.get(id);
      return state ? { id, state: JSON.stringify(state) } : [];
    });
  }

  function fail(error: Error): void {
    if (trouble === undefined)
      log.error({ err: error }, 'the ledger cannot be written; what it lacks waits in memory');
    trouble = error.message;
    retryMs = Math.min(Math.max(2 * retryMs, FIRST_RETRY_MS), MAX_RETRY_MS);
    dueAt = clock.now() + retryMs;
  }

  function succeed(tookMs: number): void {
    if (trouble !== undefined) log.info('the ledger is written again');
    trouble = undefined;
    retryMs = 0;
    dueAt = clock.now() + Math.min(Math.max(PAUSE_FOR_EACH_MS * tookMs, PAUSE_MS), MAX_PAUSE_MS);
  }

  function commit(which: Which = 'changed'): void {
    isIncidentDue = false;
    const began = clock.now();
    const isIdle = journal.head() === kept && dirty.size === 0 && tidings.facts().length === 0;
    if ((isIdle && which === 'changed') || !isWritten()) return;
    try {
      write(which);
    } catch (error) {
      return fail(error as Error);
    }
    succeed(clock.now() - began);
    onKept(kept);
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

  const commitIncidents = (): void => {
    if (tidings.facts().length > 0 && trouble === undefined) commit();
  };

  const stopTicking = clock.every(LOOK_EVERY_MS, () => {
    if (clock.now() < dueAt) return;
    const isLong = clock.now() - keptAllAt >= KEEP_ALL_EVERY_MS;
    if (isLong) keptAllAt = clock.now();
    commit(isLong ? 'all' : 'changed');
  });

  return {
    changed: (id) => void dirty.add(id),
    fact: tidings.fact,
    settled() {
      if (isIncidentDue || tidings.facts().length === 0) return;
      isIncidentDue = true;
      clock.after(COMMIT_INCIDENTS_WITHIN_MS, commitIncidents);
    },
    kept: () => kept,
    trouble: () => trouble,
    commit: () => commit(),
    commitIncidents,
    stop() {
      stopTicking();
      commit('all');
    },
  };
}

function asText(parts: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)]));
}
