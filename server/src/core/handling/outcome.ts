import type { IncidentFact, OutboxMessage } from '@fengsui/config/contract';
import type { Line } from './effects.ts';

/** What the desk has decided in one step: all of it belongs into one transaction. */
export interface DeskOutcome {
  /** Cases that stand otherwise now, by their incidents' ids. */
  changed: Set<string>;
  lines: Line[];
  messages: OutboxMessage[];
  /** Of incidents that people have opened: the core does not know them. */
  facts: IncidentFact[];
}

export const noOutcome = (): DeskOutcome => ({ changed: new Set(), lines: [], messages: [], facts: [] });
