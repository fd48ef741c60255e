/** What one sample says of a loudspeaker: current flows while it plays, or none does. */
export type Look = 'silent' | 'sounding';

/** Below this share of what it usually draws while playing, nothing comes out of it. */
export const SILENT_BELOW = 0.2;
/** From this share on it is heard again; what lies between says nothing. */
export const SOUNDING_FROM = 0.5;

export const LOOKS = 3;
/** So many of the last `LOOKS` looks make it certain. */
export const ENOUGH = 2;

const CODE: Readonly<Record<Look, number>> = { silent: 1, sounding: 2 };
const BITS = 2;
const MASK = (1 << (BITS * LOOKS)) - 1;

/** The last looks in one small number, newest in the lowest bits; 0 where there was none. */
export function withLook(looks: number, look: Look): number {
  return ((looks << BITS) | CODE[look]) & MASK;
}

export function countLooks(looks: number, look: Look): number {
  let count = 0;
  for (let rest = looks; rest > 0; rest >>= BITS) if ((rest & CODE[look]) > 0) count++;
  return count;
}
