import type { DeviceClass } from '../src/contract/index.ts';
import { DEFAULT_TIMERS } from './timers.ts';

/** Stays on when the television is off: a sentinel, though one alone may just be unplugged. */
export const onu = {
  class: 'onu',
  zh: '光猫',
  en: 'Optical terminal',
  T: 300,
  aloneMatters: false,
  timers: DEFAULT_TIMERS,
  metrics: ['pon.rx_dbm', 'pon.tx_dbm', 'pon.temp_c', 'pon.los', 'sys.uptime_s'],
  thresholds: [
    {
      metric: 'pon.rx_dbm',
      side: 'low',
      weak: { enter: -25, exit: -24 },
      bad: { enter: -27, exit: -26 },
      source: 'GPON class B+ receiver −27 … −8 dBm; acceptance at −24 dBm or better',
    },
    {
      metric: 'pon.rx_dbm',
      side: 'high',
      weak: { enter: -8, exit: -9 },
      source: 'GPON class B+ overload at −8 dBm',
    },
  ],
} as const satisfies DeviceClass;
