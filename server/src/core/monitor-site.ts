import type { DeviceIdentity } from './device/state.ts';
import type { PlannedWindow } from './incident/maintenance.ts';

export interface PlantNodeInfo {
  id: string;
  /** Nothing at the top. */
  parent?: string | undefined;
  /** headend, hub, olt, pon, splitter, … */
  kind: string;
  name: string;
  area: string;
}

/** What an operator's site is to the core. */
export interface MonitorSite {
  /** Code of the top division. */
  top: string;
  devices: Iterable<DeviceIdentity>;
  plant: Iterable<PlantNodeInfo>;
  /** Homes and people that depend on a device; 0 where nothing is known. */
  people(device: string): { homes: number; population: number };
  /** The division of an area and all above it, nearest first. */
  chain(area: string): readonly string[];
  windows: readonly PlannedWindow[];
  /** What to add to UTC for the site's wall clock, ms. */
  utcOffsetMs: number;
}
