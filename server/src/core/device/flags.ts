import type { DeviceFlag } from '@fengsui/config/contract';

/** The same list where nothing changes, so that it can be told that nothing did. */
export function withFlag(flags: readonly DeviceFlag[], flag: DeviceFlag, on: boolean): readonly DeviceFlag[] {
  if (flags.includes(flag) === on) return flags;
  return on ? [...flags, flag] : flags.filter((other) => other !== flag);
}
