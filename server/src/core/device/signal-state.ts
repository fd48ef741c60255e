import type { SignalState } from '@fengsui/config/contract';
import { areAllWell, areMostly, withMark, withNothing } from './signal-five.ts';
import type { SignalMark } from './signal.ts';
import { NO_MARK, qualityOf } from './signal.ts';
import type { Draft } from './state.ts';

/** So long the last five must have been well, all of them at every look, until the state is left. */
const WELL_FOR_MS = 5 * 60_000;

/**
 * One sample more of a device's signal. WEAK (or BAD) is entered when three of the last five samples are
 * beyond its line, and left when all five are back within its other line and have been so for five
 * minutes. A young device is OK from its first sample that says so, rather than NA for an hour; WEAK or
 * BAD takes three samples of it as well. Five samples in a row that say nothing make it NA.
 * @param at when it came, ms
 */
export function takeMark(next: Draft, mark: SignalMark, at: number): void {
  next.signalFive = mark === NO_MARK ? withNothing(next.signalFive) : withMark(next.signalFive, mark);
  const to = mark === NO_MARK ? afterNothing(next) : (entered(next, mark) ?? left(next, at));
  if (to === next.signal) return;
  next.signal = to;
  next.signalSince = to === 'NA' ? null : at;
  next.signalWellSince = null;
}

function afterNothing({ signal, signalFive }: Draft): SignalState {
  return signalFive === 0 ? 'NA' : signal;
}

/** What the last five have made worse of it, or the first sample of it. */
function entered({ signal, signalFive }: Draft, mark: SignalMark): SignalState | undefined {
  if (signal !== 'BAD' && areMostly(signalFive, 3)) return 'BAD';
  if ((signal === 'OK' || signal === 'NA') && areMostly(signalFive, 2)) return 'WEAK';
  return signal === 'NA' && qualityOf(mark) === 'OK' ? 'OK' : undefined;
}

/** Who leaves BAD is WEAK, unless all five are well of that too. */
function left(next: Draft, at: number): SignalState {
  const { signal, signalFive } = next;
  if (signal !== 'WEAK' && signal !== 'BAD') return signal;
  if (!areAllWell(signalFive, signal === 'BAD' ? 2 : 1)) {
    next.signalWellSince = null;
    return signal;
  }
  next.signalWellSince ??= at;
  if (at - next.signalWellSince < WELL_FOR_MS) return signal;
  return areAllWell(signalFive, 1) ? 'OK' : 'WEAK';
}
