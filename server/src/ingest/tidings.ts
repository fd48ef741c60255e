import type { IncidentFact } from '@fengsui/config/contract';
import type { CoreFact } from '../core/monitor.ts';
import type { LinkTransition } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';

/** What has happened and is not in the ledger yet. */
export interface Tidings {
  fact(fact: CoreFact): void;
  facts(): readonly IncidentFact[];
  transitions(): readonly LinkTransition[];
  clear(): void;
}

/** While the ledger is away, memory holds no more than this; the journal still has what they came of. */
const MAX_WAITING = 200_000;

export function createTidings(log: Logger): Tidings {
  let facts: IncidentFact[] = [];
  let transitions: LinkTransition[] = [];
  let hasDropped = false;

  function isFull(): boolean {
    const full = facts.length + transitions.length >= MAX_WAITING;
    if (full && !hasDropped)
      log.error({ waiting: MAX_WAITING }, 'too much waits for the ledger; history has a hole');
    hasDropped ||= full;
    return full;
  }

  return {
    fact(fact) {
      if ((fact.kind !== 'incident' && fact.kind !== 'link') || isFull()) return;
      if (fact.kind === 'incident') return void facts.push(fact);
      const { device, at, from, to, because } = fact;
      transitions.push({ device, at, from, to, because });
    },
    facts: () => facts,
    transitions: () => transitions,
    clear() {
      facts = [];
      transitions = [];
      hasDropped = false;
    },
  };
}
