import type { HandlingFact, MessageState, OutboxMessage, PageFact } from '@fengsui/config/contract';

/** How far people have come with an incident: the desk's own state as JSON text, and what is asked for. */
export interface CaseRecord {
  /** The incident's. */
  id: string;
  team: string;
  area: string;
  /** ms UTC. */
  openedAt: number;
  /** Null while somebody still has to do something. */
  closedAt: number | null;
  state: string;
}

/** A line of a timeline that is not the core's own. `n` counts up for each incident, from 1, without a hole. */
export interface DeskFact {
  n: number;
  fact: HandlingFact | PageFact;
}

/** What a checkpoint holds of the desk. */
export interface DeskRows {
  /** As they stand now. */
  cases: readonly CaseRecord[];
  /** The same (incident, n) twice is one; the first stays. */
  deskFacts: readonly DeskFact[];
  /** As they stand now, by their ids. */
  messages: readonly OutboxMessage[];
}

export interface MessageQuery {
  state?: MessageState;
  person?: string;
  /** Written in [from, to), ms UTC. */
  from?: number;
  to?: number;
  limit: number;
}

export interface DeskLedger {
  /** Those that are not closed, in order of ids. */
  openCases(): CaseRecord[];
  /** Those that were open at any time in [from, to), the one that was opened first first. */
  casesWithin(query: { from: number; to: number; limit: number }): CaseRecord[];
  caseOf(id: string): CaseRecord | undefined;
  /** Oldest first; of too much, the newest `limit`. */
  handled(id: string, limit: number): DeskFact['fact'][];
  message(id: string): OutboxMessage | undefined;
  /** Newest first; of one instant, the greatest id first. */
  messages(query: MessageQuery): OutboxMessage[];
}
