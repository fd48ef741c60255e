import type { DeviceView, PowerState, ServiceState, SignalState } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';

const SIGNAL_WORTH_SAYING: readonly SignalState[] = ['WEAK', 'BAD'];
const POWER_WORTH_SAYING: readonly PowerState[] = ['BATTERY', 'GENSET', 'DEAD'];
const SERVICE_WORTH_SAYING: readonly ServiceState[] = ['PLAYING', 'FAULT', 'UNLOCKED', 'STUTTER'];

/** What is unusual about a device besides its link, as words; empty while all is usual. */
export function deviceNotes(device: DeviceView, text: Catalogue): string[] {
  const { signal, power, service, flags } = device;
  return [
    ...(SIGNAL_WORTH_SAYING.includes(signal) ? [text.signal[signal]] : []),
    ...(POWER_WORTH_SAYING.includes(power) ? [text.power[power]] : []),
    ...(SERVICE_WORTH_SAYING.includes(service) ? [text.service[service]] : []),
    ...flags.map((flag) => text.flags[flag]),
  ];
}
