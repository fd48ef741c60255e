import type { Detector } from './detector.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { MonitorSite } from './monitor-site.ts';
import { createDuplicateDetector } from './duplicate/duplicate.ts';
import { createOutageDetector } from './outage/detector.ts';
import { createLagDetector } from './platform/lag.ts';
import { createPlatformDetector } from './platform/platform.ts';
import type { Plant } from './plant/plant.ts';
import { createPlayDetector } from './play/play.ts';
import { createReadinessDetector } from './readiness/readiness.ts';
import { createRebootDetector } from './reboot/reboot.ts';
import { createDriftDetector } from './signal/drift.ts';
import { createFadeDetector } from './signal/fade.ts';
import { createLoneWeakDetector } from './signal/lone-weak.ts';
import { createSpeakerDetector } from './speaker/speaker.ts';
import { createAreaDetector } from './weak-area/area-detector.ts';

/** What a detector may look at. */
export interface DetectorParts {
  site: MonitorSite;
  fleet: Fleet;
  plant: Plant;
  /** Outages that may be called falsely in a day, over the whole site. */
  falseAlarmsPerDay: number;
}

/** Every way of finding that something is wrong, in the order in which they are asked. */
export function createDetectors(parts: DetectorParts) {
  const fade = createFadeDetector(parts);
  const outage = createOutageDetector({ ...parts, isFaded: fade.isFaded });
  const drift = createDriftDetector({ ...parts, isFaded: fade.isFaded, isLost: outage.isLost });
  const speaker = createSpeakerDetector(parts);
  return {
    platform: createPlatformDetector(parts.fleet),
    lag: createLagDetector(),
    outage,
    duplicate: createDuplicateDetector(parts),
    speaker,
    fade,
    drift,
    loneWeak: createLoneWeakDetector({
      ...parts,
      isFaded: fade.isFaded,
      calledAbove: (node) => fade.calledAbove(node) ?? drift.calledAbove(node),
    }),
    areas: createAreaDetector({ ...parts, fallOf: fade.fallOf, fadedAt: fade.fadedAt }),
    reboot: createRebootDetector(parts),
    play: createPlayDetector({ ...parts, isSilent: speaker.isSilent }),
    readiness: createReadinessDetector({ ...parts, isSilent: speaker.isSilent }),
  } satisfies Record<string, Detector>;
}
