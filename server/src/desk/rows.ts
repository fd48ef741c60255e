import type { Clock } from '../clock.ts';
import type { CaseRow } from '../core/service/case-row.ts';
import type { Ledger } from '../ledger/port.ts';
import { caseOf, caseRow } from './keep.ts';

/** More incidents than a city has in a year. */
const MAX_ROWS = 200_000;

/** Incidents that were open at any time in [from, to), as figures and reports need them; clocks counted for its end. */
export function deskRows(ledger: Pick<Ledger, 'casesWithin'>, clock: Pick<Clock, 'now'>) {
  return (from: number, to: number): CaseRow[] => {
    const at = Math.min(to, clock.now());
    const cases = ledger.casesWithin({ from, to, limit: MAX_ROWS }).map(caseOf);
    return cases.filter(({ isWithdrawn }) => !isWithdrawn).map((kase) => caseRow(kase, at));
  };
}
