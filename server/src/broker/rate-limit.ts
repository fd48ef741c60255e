import type { Clock } from '../clock.ts';

/** A bucket that holds ten seconds' worth: a burst passes, a flood does not. */
const BURST_SECONDS = 10;

export function createRateLimit(perSecond: number, clock: Clock): () => boolean {
  const size = perSecond * BURST_SECONDS;
  let left = size;
  let at = clock.now();
  return () => {
    const now = clock.now();
    left = Math.min(size, left + ((now - at) / 1000) * perSecond);
    at = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
