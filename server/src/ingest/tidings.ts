import type { IncidentFact } from '@fengsui/config/contract';
import type { CoreFact } from '../core/monitor.ts';
import type { LinkTransition } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';

/** What has happened and is not in the ledger yet. */
export interface News {
  /** Devices whose state is another one. */
  devices: Set<string>;
  facts: IncidentFact[];
  transitions: LinkTransition[];
}

export interface Tidings {
  changed(device: string): void;
  fact(fact: CoreFact): void;
  isEmpty(): boolean;
  hasIncidents(): boolean;
  /** Everything until now; whoever takes it has to give it back if it cannot be written. */
  take(): News;
  giveBack(news: News): void;
}

/** While the ledger is away, memory holds no more than this; the journal still has what they came of. */
const MAX_WAITING = 200_000;

export function createTidings(log: Logger): Tidings {
  let news = nothing();
  let hasDropped = false;

  function isFull(): boolean {
    const full = news.facts.length + news.transitions.length >= MAX_WAITING;
    if (full && !hasDropped)
      log.error({ waiting: MAX_WAITING }, 'too much waits for the ledger; history has a hole');
    hasDropped = full;
    return full;
  }

  return {
    changed: (device) => void news.devices.add(device),
    fact(fact) {
      if ((fact.kind !== 'incident' && fact.kind !== 'link') || isFull()) return;
      if (fact.kind === 'incident') return void news.facts.push(fact);
      const { device, at, from, to, because } = fact;
      news.transitions.push({ device, at, from, to, because });
    },
    isEmpty: () => news.devices.size + news.facts.length + news.transitions.length === 0,
    hasIncidents: () => news.facts.length > 0,
    take() {
      const taken = news;
      news = nothing();
      return taken;
    },
    giveBack({ devices, facts, transitions }) {
      for (const device of devices) news.devices.add(device);
      news.facts = [...facts, ...news.facts];
      news.transitions = [...transitions, ...news.transitions];
    },
  };
}

function nothing(): News {
  return { devices: new Set(), facts: [], transitions: [] };
}
