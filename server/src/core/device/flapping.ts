import type { DeviceFact } from './event.ts';
import { withFlag } from './flags.ts';
import { NO_FACTS } from './link.ts';
import type { Draft } from './state.ts';

/**
 * Flapping by the weights that Nagios uses: of the last 21 looks, newer changes weigh more (0.75 to
 * 1.25), as a share of the 20 changes that there could have been. It begins above 20 % and ends below 5 %.
 */
const LOOKS = 21;
const ALL = 2 ** LOOKS - 1;
const HIGH_PCT = 20;
const LOW_PCT = 5;
/** A beat comes a little early or late: this much of T counts as the whole. */
const LOOK_EVERY_T = 0.9;

/** Notes whether the device is away: at each change, and otherwise once in its interval. */
export function look(next: Draft, at: number, isAway: boolean): readonly DeviceFact[] {
  if (next.looks === 0 && !isAway) return NO_FACTS;
  const isChange = ((next.looks & 1) === 1) !== isAway;
  if (!isChange && at - next.lookAt < next.T * 1000 * LOOK_EVERY_T) return NO_FACTS;
  next.looks = ((next.looks << 1) & ALL) | (isAway ? 1 : 0);
  next.lookAt = at;
  return judgeFlapping(next, at);
}

/** Looks again at one who is away, so that flapping ends although nothing is heard. */
export function lookAgain(next: Draft, at: number): readonly DeviceFact[] {
  const facts = look(next, at, (next.looks & 1) === 1);
  next.wakeAt = next.flags.includes('FLAPPING') ? at + next.T * 1000 : undefined;
  return facts;
}

export function calm(next: Draft): void {
  next.looks = 0;
  next.lookAt = 0;
  next.flags = withFlag(next.flags, 'FLAPPING', false);
}

function judgeFlapping(next: Draft, at: number): readonly DeviceFact[] {
  const percent = flapPercent(next.looks);
  const was = next.flags.includes('FLAPPING');
  const on = was ? percent >= LOW_PCT : percent > HIGH_PCT;
  if (on === was) return NO_FACTS;
  next.flags = withFlag(next.flags, 'FLAPPING', on);
  return [{ kind: 'flapping', device: next.id, at, on, percent: Math.round(percent * 10) / 10 }];
}

/** @param looks the newest in bit 0 */
function flapPercent(looks: number): number {
  let sum = 0;
  for (let age = 0; age < LOOKS - 1; age++) {
    const isChange = ((looks >> age) & 1) !== ((looks >> (age + 1)) & 1);
    if (isChange) sum += 1.25 - (age * 0.5) / (LOOKS - 2);
  }
  return (sum * 100) / (LOOKS - 1);
}
