import type { SignalState } from '@fengsui/config/contract';
import { createColumn } from '../columns.ts';
import type { Fall } from '../signal/fade.ts';

/** What was heard of each device within the hour that is running, in one number a device. */
export interface DeviceHours {
  add(device: number, quality: Exclude<SignalState, 'NA'>): void;
  /** Its level fell together with those around it. */
  mark(device: number, fall: Fall): void;
  hasFallen(device: number): boolean;
  isInRain(device: number): boolean;
  /** What its hour comes to: half of its samples or more decide; in rain the hour does not count. */
  verdict(device: number): Verdict;
  /** No device from this number on was heard. */
  size(): number;
  clear(): void;
  row(device: number): number;
  setRow(device: number, row: number): void;
}

export const VERDICT = { none: 0, ok: 1, weak: 2, bad: 3 } as const;
export type Verdict = (typeof VERDICT)[keyof typeof VERDICT];

/** Nine bits each for samples that were judged, weak (bad ones among them) and bad; one each for falls. */
const WEAK_PLACE = 9;
const BAD_PLACE = 18;
const RAIN = 1 << 27;
const FELL = 1 << 28;
/** So many samples of an hour count, its first ones: whoever says more has no greater voice. */
const MOST = (1 << 9) - 1;

export function createDeviceHours(): DeviceHours {
  const rows = createColumn(Int32Array);
  let size = 0;

  function set(device: number, row: number): void {
    rows.set(device, row);
    if (device >= size) size = device + 1;
  }

  function verdict(device: number): Verdict {
    const row = rows.get(device);
    const judged = row & MOST;
    if (judged === 0 || (row & RAIN) !== 0) return VERDICT.none;
    if (((row >>> BAD_PLACE) & MOST) * 2 >= judged) return VERDICT.bad;
    return ((row >>> WEAK_PLACE) & MOST) * 2 >= judged ? VERDICT.weak : VERDICT.ok;
  }

  return {
    add(device, quality) {
      const row = rows.get(device);
      if ((row & MOST) === MOST) return;
      const weak = quality === 'OK' ? 0 : 1 << WEAK_PLACE;
      set(device, row + 1 + weak + (quality === 'BAD' ? 1 << BAD_PLACE : 0));
    },
    mark: (device, fall) => set(device, rows.get(device) | FELL | (fall === 'rain' ? RAIN : 0)),
    hasFallen: (device) => (rows.get(device) & FELL) !== 0,
    isInRain: (device) => (rows.get(device) & RAIN) !== 0,
    verdict,
    size: () => size,
    clear() {
      for (let device = 0; device < size; device++) rows.set(device, 0);
      size = 0;
    },
    row: rows.get,
    setRow: set,
  };
}
