import type { Clock } from '../clock.ts';
import type { DeviceState } from '../core/device/state.ts';
import type { EngineListener } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import type { Ledger, LinkTransition } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';

/** Keeps what the core believes in the ledger, together with the journal's offset that it rests on. */
export interface Checkpoints extends EngineListener {
  kept(): number;
  trouble(): string | undefined;
  commit(): void;
  stop(): void;
}

export interface CheckpointParts {
  journal: Journal;
  ledger: Ledger;
  clock: Clock;
  log: Logger;
  onKept(offset: number): void;
}

const COMMIT_EVERY_MS = 1_000;

export function createCheckpoints({ journal, ledger, clock, log, onKept }: CheckpointParts): Checkpoints {
  const dirty = new Map<string, DeviceState>();
  let transitions: LinkTransition[] = [];
  let kept = ledger.offset(journal.id) ?? 0;
  let trouble: string | undefined;

  function commit(): void {
    const offset = journal.head();
    if (offset === kept && dirty.size === 0) return;
    const devices = [...dirty.values()].map((state) => ({ id: state.id, state: JSON.stringify(state) }));
    try {
      ledger.commit({ journal: journal.id, offset, devices, transitions });
    } catch (error) {
      if (trouble === undefined)
        log.error({ err: error }, 'the ledger cannot be written; what it lacks waits in memory');
      trouble = (error as Error).message;
      return;
    }
    if (trouble !== undefined) log.info('the ledger is written again');
    trouble = undefined;
    dirty.clear();
    transitions = [];
    kept = offset;
    onKept(kept);
  }

  const stopTicking = clock.every(COMMIT_EVERY_MS, commit);

  return {
    changed: (state) => dirty.set(state.id, state),
    fact(fact) {
      if (fact.kind !== 'link') return;
      const { device, at, from, to, because } = fact;
      transitions.push({ device, at, from, to, because });
    },
    kept: () => kept,
    trouble: () => trouble,
    commit,
    stop() {
      stopTicking();
      commit();
    },
  };
}
