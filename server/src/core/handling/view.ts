import type { Handling } from '@fengsui/config/contract';
import type { Case } from './case.ts';
import { dueAt } from './limits.ts';
import { viewPromises } from './promise.ts';

/** A case as it is shown, its clocks counted for a time. */
export function handlingOf(kase: Case, at: number): Omit<Handling, 'priority'> {
  const { stage, owner, disputed, stuckSince, reports, team } = kase;
  return {
    ...{ stage, owner, disputed, stuckSince, team },
    dueAt: dueAt(kase, at),
    clocks: viewPromises(kase, at),
    reports: reports.length,
  };
}
