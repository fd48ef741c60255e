import type { Ledger, LedgerWriter } from './port.ts';

/** Writes checkpoints in this thread. */
export function writeHere(ledger: Pick<Ledger, 'commit'>): LedgerWriter {
  return {
    commit: async (checkpoint) => ledger.commit(checkpoint),
    close: () => Promise.resolve(),
  };
}
