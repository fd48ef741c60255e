import type { ServiceClock } from '@fengsui/config/contract';
import type { CaseRow, Window } from './case-row.ts';
import { isWithinWindow, knownUntil } from './case-row.ts';

/** What one promise comes to in a window. */
export type Verdict = 'met' | 'late' | 'overdue';

/**
 * A promise that is over counts once, in the window in which it came to its end. One that is past due and
 * still open at the end of the window counts in each such window as overdue: leaving it open never helps.
 * Null where it says nothing: not due yet, over before or after, or void.
 */
export function verdictOf(clock: ServiceClock, row: CaseRow, window: Window): Verdict | null {
  const over = overAt(clock, row);
  const until = knownUntil(window);
  if (over !== null && over < until) {
    if (!isWithinWindow(over, window)) return null;
    return clock.state === 'met' ? 'met' : 'late';
  }
  return clock.state !== 'void' && clock.startedAt < until && clock.dueAt < until ? 'overdue' : null;
}

/** When it was met, or broken for good; null while somebody waits, and for what nobody waits for any more. */
function overAt({ state, metAt }: ServiceClock, { closedAt }: CaseRow): number | null {
  if (state === 'met' || state === 'late') return metAt ?? closedAt;
  return null;
}
