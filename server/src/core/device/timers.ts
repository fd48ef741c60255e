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
