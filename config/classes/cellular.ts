import type { Threshold } from '../src/contract/index.ts';

export const CELLULAR_THRESHOLDS = [
  {
    metric: 'cell.rsrp_dbm',
    side: 'low',
    weak: { enter: -105, exit: -102 },
    bad: { enter: -112, exit: -109 },
    source: 'operators count RSRP ≤ −105 dBm as a weak sample',
  },
  {
    metric: 'cell.sinr_db',
    side: 'low',
    weak: { enter: 3, exit: 5 },
    bad: { enter: -3, exit: -1 },
    source: 'SINR below 3 dB is poor in field-test practice',
  },
] as const satisfies Threshold[];
