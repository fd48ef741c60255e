import type { DeviceClass } from '@fengsui/config/contract';
import type { DeviceState } from './state.ts';

/** After how much silence a device is suspected, ms. */
export function suspectAfterMs({ timers }: DeviceClass, T: number): number {
  return Math.min(timers.suspectFactor * T + timers.suspectSlackS, timers.offlineFactor * T) * 1000;
}

/** After how much silence a device is offline, ms. */
export function offlineAfterMs({ timers }: DeviceClass, T: number): number {
  return timers.offlineFactor * T * 1000;
}

/** When a device that is heard now must be looked at again. */
export function nextLook(state: Pick<DeviceState, 'T'>, profile: DeviceClass, at: number): number {
  return at + suspectAfterMs(profile, state.T);
}

/** Devices that have lost their broker come back within this time, whatever their interval. */
const RECONNECT_MS = 180_000;

/** How long everybody is given to be heard after we could not see. */
export function sightedGraceMs(profile: DeviceClass, T: number): number {
  return Math.max(offlineAfterMs(profile, T), RECONNECT_MS);
}

/** A will of an older session comes within 1.5 keepalives of a minute after that session's last packet. */
export const OLD_WILL_MS = 90_000;
/** What was sent this long before a will came, or longer, does not speak against it. */
export const WILL_SLACK_MS = 10_000;
