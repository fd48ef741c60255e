import type { Pace } from './report/sampler.ts';
import type { ResolvedSettings } from './settings.ts';
import { sampleEveryFor } from './settings.ts';

const FULL_EVERY_S = 900;

/** How often to measure and to be heard; the server may ask for another interval until the next start. */
export function createPace({ T, sampleEveryS, deadbands }: ResolvedSettings): {
  now: () => Pace;
  set: (T: number) => void;
} {
  const paceFor = (interval: number): Pace => ({
    T: interval,
    sampleEveryS: Math.min(interval, sampleEveryS ?? sampleEveryFor(interval)),
    fullEveryS: FULL_EVERY_S,
    deadBands: deadbands,
  });
  let pace = paceFor(T);
  return {
    now: () => pace,
    set(interval) {
      pace = paceFor(interval);
    },
  };
}
