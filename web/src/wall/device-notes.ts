import type { DeviceFlag, DeviceView, PowerState, ServiceState, SignalState } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';

const SIGNAL_WORTH_SAYING: readonly SignalState[] = ['WEAK', 'BAD'];
const POWER_WORTH_SAYING: readonly PowerState[] = ['BATTERY', 'GENSET', 'DEAD'];
const SERVICE_WORTH_SAYING: readonly ServiceState[] = ['PLAYING', 'FAULT', 'UNLOCKED', 'STUTTER'];

/** Overlays that say that a reading cannot be taken as it is. */
const FLAGS_TO_HEED: readonly DeviceFlag[] = ['CLOCK_UNTRUSTED', 'FLAPPING', 'QUARANTINED'];

export interface Note {
  text: string;
  /** Somebody should heed it; otherwise it is for information. */
  loud: boolean;
}

/** What is unusual about a device besides its link, as words; empty while all is usual. */
export function deviceNotes(device: DeviceView, text: Catalogue): Note[] {
  const { signal, power, service, flags } = device;
  const loud = [
    ...(SIGNAL_WORTH_SAYING.includes(signal) ? [text.signal[signal]] : []),
    ...(POWER_WORTH_SAYING.includes(power) ? [text.power[power]] : []),
    ...(SERVICE_WORTH_SAYING.includes(service) ? [text.service[service]] : []),
  ];
  return [
    ...loud.map((words) => ({ text: words, loud: true })),
    ...flags.map((flag) => ({ text: text.flags[flag], loud: FLAGS_TO_HEED.includes(flag) })),
  ];
}
