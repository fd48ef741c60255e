import type { DeviceState } from '../device/state.ts';
import type { Campaign } from './campaign.ts';
import { outcomeOf } from './campaign.ts';
import type { Targets } from './targets.ts';

/** Why a terminal counts as not reached. */
export type Miss = 'no_report' | 'no_result' | 'failed' | 'silent_speaker';

/** Three numbers, never one: targeted, reached for certain, failed for certain; the rest is silent. */
export interface Reach {
  targeted: number;
  succeeded: number;
  failed: number;
  silent: number;
  /** Who reported nothing, or not how it went. */
  silentDevices: readonly MissedDevice[];
  failedDevices: readonly MissedDevice[];
  /** Not reached although it answers, and nothing else says why. */
  unexplained: number;
}

export interface MissedDevice {
  device: string;
  name: string;
  area: string;
  because: Miss;
}

export function reachOf(
  campaign: Campaign,
  { devices }: Targets,
  isSilent: (device: string) => boolean,
): Reach {
  const missed = devices.flatMap((state) => {
    const because = missOf(campaign, state, isSilent);
    return because ? [{ state, because }] : [];
  });
  const told = missed.map(({ state: { id, name, area }, because }) => ({ device: id, name, area, because }));
  const silentDevices = told.filter(({ because }) => because === 'no_report' || because === 'no_result');
  const failedDevices = told.filter(({ because }) => because === 'failed' || because === 'silent_speaker');
  return {
    targeted: devices.length,
    succeeded: devices.length - missed.length,
    failed: failedDevices.length,
    silent: silentDevices.length,
    silentDevices,
    failedDevices,
    unexplained: missed.filter(
      ({ state, because }) => because !== 'silent_speaker' && state.link === 'ONLINE',
    ).length,
  };
}

/** A loudspeaker that plays in silence has reached nobody, whatever it reports. */
function missOf(
  campaign: Campaign,
  { id, index }: DeviceState,
  isSilent: (device: string) => boolean,
): Miss | undefined {
  switch (outcomeOf(campaign, index)) {
    case 'none':
      return 'no_report';
    case 'started':
      return 'no_result';
    case 'failed':
      return 'failed';
    case 'success':
      return isSilent(id) ? 'silent_speaker' : undefined;
  }
}
