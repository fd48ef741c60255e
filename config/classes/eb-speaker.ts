import type { DeviceClass } from '../src/contract/index.ts';
import { DEFAULT_TIMERS } from './timers.ts';
import { MAINS_THRESHOLDS } from './mains.ts';

/** An emergency loudspeaker that is silent is a village that is not warned. */
export const ebSpeaker = {
  class: 'eb_speaker',
  zh: '应急广播大喇叭',
  en: 'Emergency loudspeaker',
  T: 60,
  aloneMatters: true,
  timers: DEFAULT_TIMERS,
  metrics: ['eb.work_state', 'pwr.amp_a', 'pwr.mains_v', 'eb.volume_pct', 'fm.strength_raw', 'sys.uptime_s'],
  thresholds: MAINS_THRESHOLDS,
} as const satisfies DeviceClass;
