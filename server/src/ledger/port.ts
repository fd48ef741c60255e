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
export interface Checkpoint {
  journal: string;
  /** Everything before this offset of the journal is accounted for. */
  offset: number;
  devices: readonly DeviceRecord[];
  transitions: readonly LinkTransition[];
}

export interface Ledger {
  readonly kind: string;
  /** In one transaction. The same transition (device, at, to) twice is one. */
  commit(checkpoint: Checkpoint): void;
  /** The offset of the last checkpoint of this journal; undefined for one it has not seen. */
  offset(journal: string): number | undefined;
  /** Every known device in order of ids; for starting up. */
  devices(): Iterable<DeviceRecord>;
  /** Those in [from, to), newest first; of one instant, the one that was committed last. */
  transitions(query: { device: string; from: number; to: number; limit: number }): LinkTransition[];
  /** Throws when the ledger cannot be read and written. */
  check(): void;
  /** May be called twice; after it every call throws. */
  close(): void;
}

/** The ledger cannot be used at all; the message names the file and what to do. */
export class LedgerUnusable extends Error {
  override name = 'LedgerUnusable';
}
