import type { DeviceEvent, Json, Metrics } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { DeviceState } from '../device/state.ts';

/** Broadcasts over loudspeakers, by what its class measures. */
export function isBroadcaster({ class: name }: Pick<DeviceState, 'class'>): boolean {
  return BROADCASTERS.has(name);
}

const BROADCASTERS: ReadonlySet<string> = new Set(
  Object.values(DEVICE_CLASSES)
    .filter(({ metrics }) => (metrics as readonly string[]).includes('eb.work_state'))
    .map((profile) => profile.class),
);

const WORKING = 2;
/** GD/J 089: the amplifier's output voltage is low. */
const NO_OUTPUT = 3;
/** A play that nobody ended is over after this long. */
const LONGEST_PLAY_MS = 2 * 3_600_000;

/** What the device says of itself beside what it measures: it plays, or it has no output. */
export interface Claims {
  hear(device: string, at: number, event: Pick<DeviceEvent, 'type' | 'data'>): void;
  isPlaying(device: string, at: number, metrics: Metrics): boolean;
  hasNoOutput(device: string, metrics: Metrics): boolean;
}

export function createClaims(): Claims {
  const plays = new Map<string, number>();
  const faults = new Set<string>();
  return {
    hear(device, at, { type, data }) {
      if (type === 'play_start') plays.set(device, at);
      if (type === 'play_end') plays.delete(device);
      if (type === 'fault' && faultType(data) === NO_OUTPUT) faults.add(device);
      if (type === 'fault_cleared' && [undefined, NO_OUTPUT].includes(faultType(data))) faults.delete(device);
    },
    isPlaying(device, at, metrics) {
      if (metrics['eb.work_state'] === WORKING) return true;
      const since = plays.get(device);
      if (since === undefined) return false;
      if (at - since <= LONGEST_PLAY_MS) return true;
      plays.delete(device);
      return false;
    },
    hasNoOutput: (device, metrics) => metrics['eb.fault_type'] === NO_OUTPUT || faults.has(device),
  };
}

function faultType(data: Readonly<Record<string, Json>>): number | undefined {
  const type = data['fault_type'] ?? data['type'];
  return typeof type === 'number' ? type : undefined;
}
