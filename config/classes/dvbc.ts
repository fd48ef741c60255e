import type { Threshold } from '../src/contract/index.ts';

const CHAIN = 'user end > 31 dB, lock limits 23.5 / 28.5 dB; margins of 3 dB and more';
const OUTLET = '47–67 dBµV at the outlet, boxes work at 45–75 dBµV';

export const DVBC_THRESHOLDS = [
  {
    metric: 'dvbc.mer_db',
    side: 'low',
    when: { metric: 'dvbc.qam', is: 64 },
    weak: { enter: 27, exit: 29 },
    bad: { enter: 24, exit: 26 },
    source: CHAIN,
  },
  {
    metric: 'dvbc.mer_db',
    side: 'low',
    when: { metric: 'dvbc.qam', is: 256 },
    weak: { enter: 32, exit: 34 },
    bad: { enter: 29, exit: 31 },
    source: CHAIN,
  },
  {
    metric: 'dvbc.level_dbuv',
    side: 'low',
    weak: { enter: 50, exit: 52 },
    bad: { enter: 45, exit: 47 },
    source: OUTLET,
  },
  {
    metric: 'dvbc.level_dbuv',
    side: 'high',
    weak: { enter: 70, exit: 68 },
    bad: { enter: 75, exit: 73 },
    source: OUTLET,
  },
  {
    metric: 'dvbc.ber_pre',
    side: 'high',
    weak: { enter: 1e-4, exit: 5e-5 },
    bad: { enter: 1e-3, exit: 5e-4 },
    source: 'BER before RS: 1e-4 wanted, 1e-3 not watchable',
  },
] as const satisfies Threshold[];
