import type { Metrics } from '@fengsui/config/contract';
import type { BootLog } from '../device/boot-log.ts';
import type { DeviceState, Turns } from '../device/state.ts';

/** Where devices stand: one object for all that stand there. */
export type Place = Pick<DeviceState, 'county' | 'area' | 'node'>;
/** What devices are: one object for all that are alike. */
export type Make = Pick<DeviceState, 'class' | 'T' | 'model' | 'fw'>;

/** What of a device's state is not a number. */
export interface Slot {
  readonly index: number;
  readonly id: string;
  name: string;
  place: Place;
  make: Make;
  boot: string | null;
  metrics: Metrics;
  rest: Rest | undefined;
}

/** What few devices have. */
export interface Rest {
  /** The log of the current life, where it does not fit into the numbers. */
  readonly log: BootLog | undefined;
  /** Other lives. */
  readonly others: readonly BootLog[];
  readonly turns: Turns | null;
}

/** The numbers of a device, by their place in its row. */
export const AT = {
  code: 0,
  linkSince: 1,
  lastSeenAt: 2,
  wakeAt: 3,
  lon: 4,
  lat: 5,
  shownSeq: 6,
  goneAt: 7,
  rebornAt: 8,
  lookAt: 9,
  from: 10,
  to: 11,
  birthSeq: 12,
  bornTs: 13,
  offsetSince: 14,
  offset: 15,
  offsetBefore: 16,
  since: 17,
  heardTo: 18,
  signalSince: 19,
  signalFive: 20,
  signalWellSince: 21,
} as const;
export const ROW = 22;
