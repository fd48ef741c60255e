import type { Tray } from './state.ts';

/** By ISA-18.2: begins above ten calls within ten minutes, ends below five. */
const WINDOW_MS = 10 * 60_000;
const BEGINS_ABOVE = 10;
const ENDS_BELOW = 5;

/** Counts one more call for a person. */
export function countAlarm(tray: Tray, at: number): void {
  tray.alarms = [...tray.alarms, at].slice(-BEGINS_ABOVE - 1);
  const lately = tray.alarms.filter((alarm) => alarm > at - WINDOW_MS).length;
  tray.isFlood = tray.isFlood ? lately >= ENDS_BELOW : lately > BEGINS_ABOVE;
}
