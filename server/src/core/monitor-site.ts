import type { SiteCalendar } from '@fengsui/config/contract';
import type { DeviceIdentity } from './device/state.ts';
import type { PlannedWindow } from './incident/maintenance.ts';
import type { AreaKey } from './weak-area/area-hour.ts';

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
  /** Areas under watch from the beginning: they may be found whatever their level. */
  watched?: readonly AreaKey[] | undefined;
  /** What people call a division; undefined for one that no file names. */
  nameOf?: ((area: string) => string | undefined) | undefined;
  /** Days that the rule of the calendar gets wrong. */
  calendar?: SiteCalendar | undefined;
}
