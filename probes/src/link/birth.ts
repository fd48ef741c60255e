import type { Birth } from '@fengsui/config/contract';
import type { ResolvedSettings } from '../settings.ts';
import type { Start } from '../spool/resume.ts';

export type BootReason = NonNullable<Birth['boot_reason']>;

/** A machine that is up no longer than this was started to start us: its mains may have come back just now. */
export const JUST_STARTED_S = 600;

/** Why this process began, as far as it can know. */
export function bootReason(start: Start, uptimeS: number, isNewFirmware: boolean): BootReason {
  if (start === 'machine_restarted') return 'cold';
  if (start === 'first') return uptimeS < JUST_STARTED_S ? 'cold' : 'user';
  if (isNewFirmware) return 'upgrade';
  return start === 'continued' ? 'user' : 'watchdog';
}

type Now = Pick<Birth, 'boot' | 'seq' | 'ts' | 'T' | 'caps' | 'boot_reason' | 'last'>;

/** What the device says of itself; what nobody told us is left out. */
export function birthOf(settings: ResolvedSettings, now: Now): Omit<Birth, 'v'> {
  const { area, parent, model, vendor, hw, fw, lon, lat, crs } = settings;
  const place = lon === undefined || lat === undefined ? {} : { lon, lat, crs: crs ?? 'wgs84' };
  return { ...now, class: settings.class, area, parent, model, vendor, hw, fw, ...place };
}
