import type { IncidentFact, OutboxMessage } from '@fengsui/config/contract';
import type { Line } from '../core/handling/effects.ts';
import type { DeskOutcome } from '../core/handling/outcome.ts';
import type { CoreFact } from '../core/monitor.ts';
import type { LinkTransition } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';

/** What has happened and is not in the ledger yet. */
export interface News {
  /** Devices whose state is another one. */
  devices: Set<string>;
  facts: IncidentFact[];
  transitions: LinkTransition[];
  /** Cases that stand otherwise, by their incidents' ids. */
  cases: Set<string>;
  lines: Line[];
  /** As they stand now, by their ids. */
  messages: Map<string, OutboxMessage>;
}

export interface Tidings {
  changed(device: string): void;
  fact(fact: CoreFact): void;
  /** What the desk has decided, or become of a message: never dropped, as nobody could decide it again. */
  desk(outcome: Partial<DeskOutcome>): void;
  isEmpty(): boolean;
  /** What must not wait: incidents, and what people do about them. */
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
    desk({ changed = [], lines = [], messages = [], facts = [] }) {
      for (const id of changed) news.cases.add(id);
      for (const line of lines) news.lines.push(line);
      for (const message of messages) news.messages.set(message.id, message);
      for (const fact of facts) news.facts.push(fact);
    },
    isEmpty: () => news.devices.size + news.transitions.length === 0 && !isUrgent(news),
    hasIncidents: () => isUrgent(news),
    take() {
      const taken = news;
      news = nothing();
      return taken;
    },
    giveBack({ devices, facts, transitions, cases, lines, messages }) {
      for (const device of devices) news.devices.add(device);
      news.facts = [...facts, ...news.facts];
      news.transitions = [...transitions, ...news.transitions];
      for (const id of cases) news.cases.add(id);
      news.lines = [...lines, ...news.lines];
      news.messages = new Map([...messages, ...news.messages]);
    },
  };
}

const isUrgent = ({ facts, cases, lines, messages }: News): boolean =>
  facts.length + cases.size + lines.length + messages.size > 0;

function nothing(): News {
  return { devices: new Set(), facts: [], transitions: [], cases: new Set(), lines: [], messages: new Map() };
}
