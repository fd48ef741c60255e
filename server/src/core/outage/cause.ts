import type { Cause } from '@fengsui/config/contract';
import type { Lost, Outage } from './outage.ts';

/** What speaks for a cause, counted over the devices of an outage. */
export interface CauseEvidence {
  cause: Cause;
  reason: CauseReason;
  gasps: number;
  wills: number;
  returned: number;
  /** Started anew when they came back. */
  fresh: number;
  /** Had been running all the while. */
  running: number;
  /** Had measured all the while, and sent it afterwards. */
  buffered: number;
}

export type CauseReason =
  | 'no_evidence_yet'
  | 'dying_gasps'
  | 'fresh_boots'
  | 'same_boots'
  | 'gap_was_buffered'
  | 'announced_upgrade'
  | 'signal_fell_before'
  | 'mixed';

/** Half of the devices can gasp at best; a third of the lost ones is enough. */
const GASP_SHARE = 0.3;
const RETURN_SHARE = 0.3;
const ALIKE_SHARE = 0.7;
const BUFFERED_SHARE = 0.5;
const FADED_SHARE = 0.5;

/** @param intervalOf ms */
export function judgeCause(outage: Outage, intervalOf: (index: number) => number): CauseEvidence {
  const all = [...outage.lost.values()];
  const back = all.filter(({ returnedAt }) => returnedAt !== null);
  const counts = {
    gasps: count(all, ({ sign }) => sign === 'gasp'),
    wills: count(all, ({ sign }) => sign === 'will'),
    returned: back.length,
    fresh: count(back, ({ isFresh }) => isFresh === true),
    running: count(back, ({ isFresh }) => isFresh === false),
    buffered: count(back, (lost) => isCovered(lost, intervalOf(lost.index))),
  };
  const unreturned = count(all, ({ sign }) => sign === 'no_return');
  const hasFaded = count(all, ({ hadFaded }) => hadFaded) > all.length * FADED_SHARE;
  return { ...decide(counts, all.length, unreturned, hasFaded), ...counts };
}

type Counts = Omit<CauseEvidence, 'cause' | 'reason'>;

function decide(
  counts: Counts,
  lost: number,
  unreturned: number,
  hasFaded: boolean,
): Pick<CauseEvidence, 'cause' | 'reason'> {
  const { gasps, returned, fresh, running, buffered } = counts;
  if (unreturned > lost / 2) return { cause: 'PLANNED', reason: 'announced_upgrade' };
  const hasReturned = returned >= Math.max(1, RETURN_SHARE * lost);
  if (hasReturned && buffered >= BUFFERED_SHARE * returned)
    return { cause: 'BACKHAUL', reason: 'gap_was_buffered' };
  if (gasps >= GASP_SHARE * lost) return { cause: 'POWER', reason: 'dying_gasps' };
  if (hasFaded) return { cause: 'WEATHER', reason: 'signal_fell_before' };
  const known = fresh + running;
  if (!hasReturned || known === 0) return { cause: 'UNKNOWN', reason: 'no_evidence_yet' };
  if (fresh >= ALIKE_SHARE * known) return { cause: 'POWER', reason: 'fresh_boots' };
  if (running >= ALIKE_SHARE * known) return { cause: 'LINK', reason: 'same_boots' };
  return { cause: 'UNKNOWN', reason: 'mixed' };
}

/** It measured for at least half of the time that it was not heard. */
function isCovered(lost: Lost, intervalMs: number): boolean {
  return coveredShare(lost, intervalMs) >= BUFFERED_SHARE;
}

/** How much of the gap its own samples cover, 0 to 1. */
function coveredShare({ due, returnedAt, buffered }: Lost, intervalMs: number): number {
  if (returnedAt === null || buffered === 0) return 0;
  return Math.min(1, (buffered * intervalMs) / Math.max(returnedAt - due, intervalMs));
}

function count(all: readonly Lost[], is: (lost: Lost) => boolean): number {
  return all.reduce((sum, lost) => sum + (is(lost) ? 1 : 0), 0);
}
