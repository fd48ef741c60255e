import type { DeviceClass } from '../src/contract/index.ts';
import { CELLULAR_THRESHOLDS } from './cellular.ts';
import { DVBC_THRESHOLDS } from './dvbc.ts';
import { DEFAULT_TIMERS } from './timers.ts';
import { MAINS_THRESHOLDS } from './mains.ts';

/** An emergency loudspeaker that is silent is a village that is not warned: by cable or by the mobile network. */
export const ebSpeaker = {
  class: 'eb_speaker',
  zh: '应急广播大喇叭',
  en: 'Emergency loudspeaker',
  T: 60,
  aloneMatters: true,
  timers: DEFAULT_TIMERS,
  metrics: ['eb.work_state', 'pwr.amp_a', 'pwr.mains_v', 'eb.volume_pct', 'fm.strength_raw', 'sys.uptime_s'],
  thresholds: [...MAINS_THRESHOLDS, ...DVBC_THRESHOLDS, ...CELLULAR_THRESHOLDS],
} as const satisfies DeviceClass;
