import type { Incident, Json } from '@fengsui/config/contract';
import type { DeskOutcome } from '../core/handling/outcome.ts';
import type { CaseRecord } from '../ledger/desk/port.ts';

/** What the desk has that must survive a restart. */
export interface DeskKeep {
  record(id: string): CaseRecord | undefined;
  /** Those that people have begun and that are open. */
  incidents(): readonly Incident[];
  /** Of those that people have begun, by its number. */
  incident(id: string): Incident | undefined;
  keep(): Json;
}

/** Under this name it stands beside the parts of the core. */
export const DESK_PART = 'desk';

/** Whoever writes down what the desk has decided. */
export interface DeskWriter {
  /** In the ledger after the next commit. */
  desk(outcome: Partial<DeskOutcome>): void;
  /** Resolves when everything that was decided until now is in the ledger, or could not be written. */
  commit(): Promise<void>;
  /** Why nothing can be written. */
  trouble(): string | undefined;
}
