import type { OutboxMessage } from '@fengsui/config/contract';
import type { CaseRecord, DeskFact, DeskLedger, DeskRows, MessageQuery } from '../desk/port.ts';

export interface MemoryDesk {
  reads: DeskLedger;
  put(rows: Partial<DeskRows>): void;
  /** What belongs to these incidents. */
  of(
    incidents: readonly string[],
  ): Pick<DeskRows, 'cases' | 'deskFacts'> & { cases: CaseRecord[]; deskFacts: DeskFact[] };
  remove(incidents: readonly string[]): void;
}

/** Cases, their timelines and messages, as copies. @param open throws where the ledger was closed */
export function createMemoryDesk(open: () => void): MemoryDesk {
  const cases = new Map<string, CaseRecord>();
  const facts = new Map<string, Map<number, string>>();
  const messages = new Map<string, string>();

  const sorted = (): CaseRecord[] =>
    [...cases.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => ({ ...one }));

  function factsOf(id: string): DeskFact[] {
    const own = [...(facts.get(id) ?? [])].sort(([a], [b]) => a - b);
    return own.map(([n, text]) => ({ n, fact: JSON.parse(text) as DeskFact['fact'] }));
  }

  function keep({ n, fact }: DeskFact): void {
    const own = facts.get(fact.id) ?? new Map<number, string>();
    facts.set(fact.id, own);
    if (!own.has(n)) own.set(n, JSON.stringify(fact));
  }

  return {
    put({ cases: changed = [], deskFacts = [], messages: written = [] }) {
      for (const one of changed) cases.set(one.id, { ...one });
      for (const fact of deskFacts) keep(fact);
      for (const message of written) messages.set(message.id, JSON.stringify(message));
    },
    of(incidents) {
      const ids = new Set(incidents);
      return { cases: sorted().filter(({ id }) => ids.has(id)), deskFacts: [...ids].sort().flatMap(factsOf) };
    },
    remove(incidents) {
      for (const id of incidents) {
        cases.delete(id);
        facts.delete(id);
      }
    },
    reads: {
      openCases() {
        open();
        return sorted().filter(({ closedAt }) => closedAt === null);
      },
      casesWithin({ from, to, limit }) {
        open();
        const own = sorted().filter(
          ({ openedAt, closedAt }) => openedAt < to && (closedAt ?? Infinity) >= from,
        );
        return own.sort((a, b) => a.openedAt - b.openedAt).slice(0, limit);
      },
      caseOf(id) {
        open();
        const one = cases.get(id);
        return one && { ...one };
      },
      handled(id, limit) {
        open();
        const own = factsOf(id);
        return own.slice(Math.max(0, own.length - limit)).map(({ fact }) => fact);
      },
      message(id) {
        open();
        const text = messages.get(id);
        return text === undefined ? undefined : (JSON.parse(text) as OutboxMessage);
      },
      messages(query) {
        open();
        const all = [...messages.values()].map((text) => JSON.parse(text) as OutboxMessage);
        const wanted = all.filter((message) => isWanted(message, query));
        return wanted.sort((a, b) => b.at - a.at || (a.id > b.id ? -1 : 1)).slice(0, query.limit);
      },
    },
  };
}

function isWanted(message: OutboxMessage, { state, person, from, to }: MessageQuery): boolean {
  if (state !== undefined && message.state !== state) return false;
  if (person !== undefined && message.person !== person) return false;
  return message.at >= (from ?? -Infinity) && message.at < (to ?? Infinity);
}
