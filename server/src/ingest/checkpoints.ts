import type { IncidentFact, Json } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { DeviceState } from '../core/device/state.ts';
import type { Monitor } from '../core/monitor.ts';
import type { EngineListener } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import type { Checkpoint, Ledger, LinkTransition } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';

/** Keeps what the core believes in the ledger, together with the journal's offset that it rests on. */
export interface Checkpoints extends EngineListener {
  kept(): number;
  trouble(): string | undefined;
  commit(): void;
  stop(): void;
}

export interface CheckpointParts {
  monitor: Pick<Monitor, 'incident' | 'keep'>;
  journal: Journal;
  ledger: Ledger;
  clock: Clock;
  log: Logger;
  onKept(offset: number): void;
}

const COMMIT_EVERY_MS = 1_000;
/** What was learnt is kept this often, and at the end; what is open at once. */
const KEEP_ALL_EVERY_MS = 10 * 60_000;

export function createCheckpoints({
  monitor,
  journal,
  ledger,
  clock,
  log,
  onKept,
}: CheckpointParts): Checkpoints {
  const dirty = new Map<string, DeviceState>();
  let transitions: LinkTransition[] = [];
  let facts: IncidentFact[] = [];
  let kept = ledger.offset(journal.id) ?? 0;
  let keptAllAt = clock.now();
  let trouble: string | undefined;
  /** Parts were taken from the core and could not be written. */
  let lacksParts = false;

  /** True where it is in the ledger now. */
  function write(step: Checkpoint): boolean {
    try {
      ledger.commit(step);
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

  /** Incidents as they stand, what happened to them, and what the core needs to go on from there. */
  function incidentStep(which: 'all' | 'changed'): Pick<Checkpoint, 'incidents' | 'incidentFacts' | 'parts'> {
    const ids = new Set(facts.map(({ id }) => id));
    const incidents = [...ids].flatMap((id) => monitor.incident(id) ?? []);
    return { incidents, incidentFacts: facts, parts: asText(monitor.keep(lacksParts ? 'all' : which)) };
  }

  function commit(which: 'all' | 'changed' = 'changed'): void {
    const offset = journal.head();
    const isIdle = offset === kept && dirty.size === 0 && facts.length === 0;
    if (isIdle && which === 'changed') return;
    const devices = [...dirty.values()].map((state) => ({ id: state.id, state: JSON.stringify(state) }));
    if (!write({ journal: journal.id, offset, devices, transitions, ...incidentStep(which) })) return;
    dirty.clear();
    transitions = [];
    facts = [];
    kept = offset;
    onKept(kept);
  }

  /** An incident is safe before anybody is shown it; the devices may follow a moment later. */
  function commitIncidents(): void {
    if (facts.length === 0) return;
    const step = {
      journal: journal.id,
      offset: kept,
      devices: [],
      transitions: [],
      ...incidentStep('changed'),
    };
    if (write(step)) facts = [];
  }

  const stopTicking = clock.every(COMMIT_EVERY_MS, () => {
    const isLong = clock.now() - keptAllAt >= KEEP_ALL_EVERY_MS;
    if (isLong) keptAllAt = clock.now();
    commit(isLong ? 'all' : 'changed');
  });

  return {
    changed: (state) => dirty.set(state.id, state),
    fact(fact) {
      if (fact.kind === 'incident') facts.push(fact);
      if (fact.kind !== 'link') return;
      const { device, at, from, to, because } = fact;
      transitions.push({ device, at, from, to, because });
    },
    settled: commitIncidents,
    kept: () => kept,
    trouble: () => trouble,
    commit: () => commit(),
    stop() {
      stopTicking();
      commit('all');
    },
  };
}

function asText(parts: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)]));
}
