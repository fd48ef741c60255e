import type { DeviceClass } from '../src/contract/index.ts';
import { DVBC_THRESHOLDS } from './dvbc.ts';
import { DEFAULT_TIMERS } from './timers.ts';
import { HOME_WIFI_THRESHOLDS } from './wifi.ts';

/** People switch set-top boxes off: the silence of one says nothing. */
export const stb = {
  class: 'stb',
  zh: '机顶盒',
  en: 'Set-top box',
  T: 300,
  aloneMatters: false,
  timers: DEFAULT_TIMERS,
  metrics: ['dvbc.mer_db', 'dvbc.level_dbuv', 'dvbc.lock', 'dvbc.ber_pre', 'wifi.rssi_dbm', 'sys.uptime_s'],
  thresholds: [...DVBC_THRESHOLDS, ...HOME_WIFI_THRESHOLDS],
} as const satisfies DeviceClass;
