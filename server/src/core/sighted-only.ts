import type { Detector } from './detector.ts';
import { NOTHING_TO_REPORT } from './incident/finding.ts';

/** A detector that is told nothing while nothing can be seen: what comes then may be late or one-sided. */
export function sightedOnly(detector: Detector): Detector {
  let isBlind = false;
  return {
    ...detector,
    observe: (observed) => (isBlind ? NOTHING_TO_REPORT : detector.observe(observed)),
    blind(at, because) {
      isBlind = true;
      return detector.blind?.(at, because) ?? NOTHING_TO_REPORT;
    },
    sighted(at) {
      isBlind = false;
      return detector.sighted?.(at) ?? NOTHING_TO_REPORT;
    },
  };
}
