import type { Clock } from '../clock.ts';

/** A bucket that holds ten seconds' worth: a burst passes, a flood does not. */
const BURST_SECONDS = 10;

/** Whether so much more may pass now: `perSecond` in the long run, and up to `burst` at once. */
export function createRateLimit(
  perSecond: number,
  clock: Clock,
  burst = perSecond * BURST_SECONDS,
): (amount?: number) => boolean {
  let left = burst;
  let at = clock.now();
  return (amount = 1) => {
    const now = clock.now();
    left = Math.min(burst, left + ((now - at) / 1000) * perSecond);
    at = now;
    if (left < amount) return false;
    left -= amount;
    return true;
  };
}
