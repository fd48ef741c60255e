import type { SignalMark } from './signal.ts';

/**
 * The last five samples that said something of the signal, and how many since have said nothing, in one
 * number below 2^23: four bits a sample, the newest lowest, and the count of the others above them.
 */
export type SignalFive = number;

export const NO_SAMPLES: SignalFive = 0;

const SAMPLES = 5;
const ENOUGH = 3;
const BITS = 4;
const MASK = 2 ** BITS - 1;
const FIVE_BITS = SAMPLES * BITS;

export function withMark(five: SignalFive, mark: SignalMark): SignalFive {
  return ((five << BITS) | mark) & (2 ** FIVE_BITS - 1);
}

/** Five in a row that say nothing, and what was before is forgotten. */
export function withNothing(five: SignalFive): SignalFive {
  const silent = (five >> FIVE_BITS) + 1;
  return silent < SAMPLES ? five + 2 ** FIVE_BITS : NO_SAMPLES;
}

/** What the newest sample says of the signal: 0 nothing, 1 OK, 2 WEAK, 3 BAD. */
export const newestQuality = (five: SignalFive): number => (five >> FIVE_BITS > 0 ? 0 : five & 3);

/** Three of them or more are of this quality or a worse one; 2 is WEAK, 3 is BAD. */
export function areMostly(five: SignalFive, quality: 2 | 3): boolean {
  let count = 0;
  for (let place = 0; place < FIVE_BITS; place += BITS) if (((five >> place) & 3) >= quality) count++;
  return count >= ENOUGH;
}

/** There are five, and all of them are back within the lines at which this is left; 1 is WEAK, 2 is BAD. */
export function areAllWell(five: SignalFive, of: 1 | 2): boolean {
  for (let place = 0; place < FIVE_BITS; place += BITS) {
    const mark = (five >> place) & MASK;
    if (mark === 0 || mark >> 2 >= of) return false;
  }
  return true;
}
