import type { Threshold } from '../src/contract/index.ts';

const PRACTICE = 'practice: −67 dBm good for video, −70 the least that is reliable, −80 unusable';

const LINES = {
  metric: 'wifi.rssi_dbm',
  side: 'low',
  weak: { enter: -72, exit: -69 },
  bad: { enter: -80, exit: -77 },
} as const satisfies Partial<Threshold>;

/** Where the operator has put the device up, the Wi-Fi is its way to us. */
export const WIFI_THRESHOLDS = [
  { ...LINES, source: `${PRACTICE}; it counts: the operator chose this way and can change it` },
] as const satisfies Threshold[];

/** In a home: shown as a limit, and no reason to call the operator's signal weak. */
export const HOME_WIFI_THRESHOLDS = [
  {
    ...LINES,
    of: 'home',
    source: `${PRACTICE}; it does not count: walls and routers of a home are no signal of ours, and no works would mend it`,
  },
] as const satisfies Threshold[];
