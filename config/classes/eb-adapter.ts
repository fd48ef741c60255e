import type { DeviceClass } from '../src/contract/index.ts';
import { CELLULAR_THRESHOLDS } from './cellular.ts';
import { DVBC_THRESHOLDS } from './dvbc.ts';
import { DEFAULT_TIMERS } from './timers.ts';
import { MAINS_THRESHOLDS } from './mains.ts';

export const ebAdapter = {
  class: 'eb_adapter',
  zh: '应急广播适配器',
  en: 'Emergency-broadcast adapter',
  T: 60,
  aloneMatters: true,
  timers: DEFAULT_TIMERS,
  metrics: ['eb.work_state', 'eb.src', 'pwr.mains_v', 'net.rtt_ms', 'sys.uptime_s'],
  thresholds: [...MAINS_THRESHOLDS, ...DVBC_THRESHOLDS, ...CELLULAR_THRESHOLDS],
} as const satisfies DeviceClass;
