import type { DeviceClass } from '../src/contract/index.ts';
import { CELLULAR_THRESHOLDS } from './cellular.ts';
import { MAINS_THRESHOLDS } from './mains.ts';
import { DEFAULT_TIMERS } from './timers.ts';

/** A hub or head-end room: power, temperature, contacts. */
export const site = {
  class: 'site',
  zh: '机房站点',
  en: 'Site',
  T: 30,
  aloneMatters: true,
  aloneSeverity: 'major',
  timers: DEFAULT_TIMERS,
  metrics: ['pwr.mains_ok', 'pwr.mains_v', 'pwr.batt_pct', 'pwr.gen_state', 'sys.temp_c', 'net.rtt_ms'],
  thresholds: [...MAINS_THRESHOLDS, ...CELLULAR_THRESHOLDS],
} as const satisfies DeviceClass;
