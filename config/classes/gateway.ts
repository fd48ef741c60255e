import type { DeviceClass } from '../src/contract/index.ts';
import { CELLULAR_THRESHOLDS } from './cellular.ts';
import { DEFAULT_TIMERS } from './timers.ts';
import { WIFI_THRESHOLDS } from './wifi.ts';

/** A computer that speaks for itself or for terminals that cannot. */
export const gateway = {
  class: 'gateway',
  zh: '网关',
  en: 'Gateway',
  T: 30,
  aloneMatters: true,
  timers: DEFAULT_TIMERS,
  metrics: [
    'sys.uptime_s',
    'sys.load1',
    'sys.mem_pct',
    'sys.temp_c',
    'net.rx_bps',
    'net.tx_bps',
    'net.rtt_ms',
    'net.loss_pct',
    'wifi.rssi_dbm',
    'cell.rsrp_dbm',
  ],
  thresholds: [...CELLULAR_THRESHOLDS, ...WIFI_THRESHOLDS],
} as const satisfies DeviceClass;
