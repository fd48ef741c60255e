import type { Detector } from './detector.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { MonitorSite } from './monitor-site.ts';
import { createPlatformDetector } from './platform/platform.ts';
import type { Plant } from './plant/plant.ts';

/** What a detector may look at. */
export interface DetectorParts {
  site: MonitorSite;
  fleet: Fleet;
  plant: Plant;
  /** Outages that may be called falsely in a day, over the whole site. */
  falseAlarmsPerDay: number;
}

/** Every way of finding that something is wrong, in the order in which they are asked. */
export function createDetectors({ fleet }: DetectorParts) {
  return {
    platform: createPlatformDetector(fleet),
  } satisfies Record<string, Detector>;
}
