import type { Incident, IncidentFact, IncidentState, IncidentType } from '@fengsui/config/contract';
import type { CountyLedger } from './county/port.ts';
import type { DeskLedger, DeskRows } from './desk/port.ts';
import type { Records } from './records/port.ts';

/** What must survive a restart about one device: the core's own state, as JSON text. */
export interface DeviceRecord {
  id: string;
  state: string;
}

export interface LinkTransition {
  device: string;
  /** ms UTC. */
  at: number;
  from: string;
  to: string;
  because: string;
}

/** What one step of the journal caused; written whole or not at all. */
export interface Checkpoint extends Partial<DeskRows> {
  journal: string;
  /** Everything before this offset of the journal is accounted for. */
  offset: number;
  devices: readonly DeviceRecord[];
  transitions: readonly LinkTransition[];
  /** Incidents that have changed, as they stand now. */
  incidents?: readonly Incident[];
  /** What happened to incidents: lines of their timelines. */
  incidentFacts?: readonly IncidentFact[];
  /** What parts of the core keep, as JSON text by the part's name. A part that is not named keeps what it has. */
  parts?: Readonly<Record<string, string>>;
}

/** Where one page of incidents ended. An incident never changes its place. */
export type IncidentPosition = Pick<Incident, 'openedAt' | 'id'>;

export interface IncidentQuery {
  /** Absent: all of them. */
  states?: readonly IncidentState[];
  type?: IncidentType;
  /** Whether incidents of this area are wanted; asked once for each area that has any. */
  within?: (area: string) => boolean;
  /** Opened in [from, to), ms UTC. */
  from?: number;
  to?: number;
  /** Only those that come after it. */
  after?: IncidentPosition;
  limit: number;
}

export interface Ledger extends CountyLedger, DeskLedger {
  readonly kind: string;
  /** What people keep; each change is a transaction of its own. */
  readonly records: Records;
  /**
   * In one transaction. The same transition (device, at, to) twice is one; so is the same fact of an
   * incident (id, at, change). The first one stays.
   */
  commit(checkpoint: Checkpoint): void;
  /** The offset of the last checkpoint of this journal; undefined for one it has not seen. */
  offset(journal: string): number | undefined;
  /** Every known device in order of ids; for starting up. */
  devices(): Iterable<DeviceRecord>;
  /** Those in [from, to), newest first; of one instant, the one that was committed last. */
  transitions(query: { device: string; from: number; to: number; limit: number }): LinkTransition[];
  /** The one that was opened last first; of one instant, the greatest id first. */
  incidents(query: IncidentQuery): Incident[];
  incident(id: string): Incident | undefined;
  /** What happened to one incident, oldest first; of too much, the newest `limit`. */
  timeline(id: string, limit: number): IncidentFact[];
  /** What every part of the core kept last. */
  parts(): Record<string, string>;
  /** Throws when the ledger cannot be read and written. */
  check(): void;
  /** May be called twice; after it every call throws. */
  close(): void;
}

/** Writes checkpoints one after the other; a commit rejects when nothing of it was written. */
export interface LedgerWriter {
  commit(checkpoint: Checkpoint): Promise<void>;
  close(): Promise<void>;
}

/** The ledger cannot be used at all; the message names the file and what to do. */
export class LedgerUnusable extends Error {
  override name = 'LedgerUnusable';
}
