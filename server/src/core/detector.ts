import type { Json, Uplink } from '@fengsui/config/contract';
import type { BlindReason, DeviceFact } from './device/event.ts';
import type { DeviceState } from './device/state.ts';
import type { Report } from './incident/finding.ts';
import type { PartTrouble } from './platform/parts.ts';

/** A message that was taken, after the device's own state has followed it. */
export interface Observed {
  /** Server time of arrival, ms. */
  at: number;
  /** When it was sent, by our clock, as well as can be told. */
  sentAt: number;
  retained: boolean;
  message: Uplink;
  /** The device as it was; null for one that nobody knew. */
  before: DeviceState | null;
  state: DeviceState;
  facts: readonly DeviceFact[];
}

/**
 * One way of finding that something is wrong. Driven by what is heard and by time; no I/O, no clock.
 * Adding one: its folder, and its line in `detectors.ts`.
 */
export interface Detector {
  observe(observed: Observed): readonly Report[];
  /** What time alone made of a device: its link went SUSPECT, OFFLINE … */
  fact?(fact: DeviceFact): readonly Report[];
  /** When it wants to be called next; undefined while nothing is due. */
  nextWakeAt(): number | undefined;
  /** Called with its own due time, never later: decisions carry the time at which they were due. */
  advance(at: number): readonly Report[];
  /** Nothing can be seen from now on; silence proves nothing. */
  blind?(at: number, because: BlindReason): readonly Report[];
  sighted?(at: number): readonly Report[];
  /** Those of the server's own parts that are in trouble now. */
  parts?(now: readonly PartTrouble[], at: number): readonly Report[];
  /** What must survive a restart, as JSON; restored before anything else happens. */
  keep?(): Json;
  restore?(kept: Json, at: number): void;
  /**
   * What is too much to be written whenever anything changes: by name, only those parts that have changed since
   * this was asked last. Restored before `restore`, from the latest of each.
   */
  keepParts?(): Record<string, Json>;
  restoreParts?(kept: Readonly<Record<string, Json>>): void;
  /** After a restart, and after `restore`: the devices as they were known before. */
  resume?(states: Iterable<DeviceState>): void;
}
