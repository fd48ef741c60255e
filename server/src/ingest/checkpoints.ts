import type { IncidentFact, Json } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import type { EngineListener } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import type { Checkpoint, DeviceRecord, Ledger, LinkTransition } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';

/**
 * Keeps what the core believes in the ledger. A checkpoint is whole: devices, incidents, what the core
 * needs to go on, and the journal's offset that all this rests on, in one transaction.
 */
export interface Checkpoints extends EngineListener {
  fact(fact: CoreFact): void;
  kept(): number;
  trouble(): string | undefined;
  commit(): void;
  /** Whoever is about to show incidents calls it: what they show is in the ledger then. */
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

/** What was measured may be decided anew from the journal; an incident must not wait. */
const COMMIT_EVERY_MS = 2_000;
const COMMIT_INCIDENTS_WITHIN_MS = 50;
/** What was learnt is kept this often, and at the end; what is open at once. */
const KEEP_ALL_EVERY_MS = 10 * 60_000;

export function createCheckpoints(parts: CheckpointParts): Checkpoints {
  const { monitor, journal, ledger, clock, log, onKept } = parts;
  const dirty = new Set<string>();
  let transitions: LinkTransition[] = [];
  let facts: IncidentFact[] = [];
  let kept = ledger.offset(journal.id) ?? 0;
  let keptAllAt = clock.now();
  let trouble: string | undefined;
  /** Parts were taken from the core and could not be written. */
  let lacksParts = false;
  let isDue = false;

  function whole(which: 'all' | 'changed'): Checkpoint {
    // What is about to be believed must be on the disk first.
    journal.flush();
    const ids = new Set(facts.map(({ id }) => id));
    return {
      journal: journal.id,
      offset: journal.head(),
      devices: devices(),
      transitions,
      incidents: [...ids].flatMap((id) => monitor.incident(id) ?? []),
      incidentFacts: facts,
      parts: asText(monitor.keep(lacksParts ? 'all' : which)),
    };
  }

  function devices(): DeviceRecord[] {
    return [...dirty].flatMap((id) => {
      const state = monitor.fleet.get(id);
      return state ? { id, state: JSON.stringify(state) } : [];
    });
  }

  /** True where it is in the ledger now. */
  function write(which: 'all' | 'changed'): boolean {
    try {
      const step = whole(which);
      ledger.commit(step);
      kept = step.offset;
    } catch (error) {
      if (trouble === undefined)
        log.error({ err: error }, 'the ledger cannot be written; what it lacks waits in memory');
      trouble = (error as Error).message;
      lacksParts = true;
      return false;
    }
    if (trouble !== undefined) log.info('the ledger is written again');
    trouble = undefined;
    lacksParts = false;
    return true;
  }

  function commit(which: 'all' | 'changed' = 'changed'): void {
    isDue = false;
    const isIdle = journal.head() === kept && dirty.size === 0 && facts.length === 0;
    if ((isIdle && which === 'changed') || !write(which)) return;
    dirty.clear();
    transitions = [];
    facts = [];
    onKept(kept);
  }

  const commitIncidents = (): void => {
    if (facts.length > 0 && trouble === undefined) commit();
  };

  const stopTicking = clock.every(COMMIT_EVERY_MS, () => {
    const isLong = clock.now() - keptAllAt >= KEEP_ALL_EVERY_MS;
    if (isLong) keptAllAt = clock.now();
    commit(isLong ? 'all' : 'changed');
  });

  return {
    changed: (id) => void dirty.add(id),
    fact(fact) {
      if (fact.kind === 'incident') facts.push(fact);
      if (fact.kind !== 'link') return;
      const { device, at, from, to, because } = fact;
      transitions.push({ device, at, from, to, because });
    },
    settled() {
      if (facts.length === 0 || isDue) return;
      isDue = true;
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
