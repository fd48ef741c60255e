import type { Threshold } from '../src/contract/index.ts';

const CHAIN = 'user end > 31 dB, lock limits 23.5 / 28.5 dB; margins of 3 dB and more';
const STAND_IN =
  'the lines of the MER, which is never above the C/N; v4l-utils calls less than 30 dB (64-QAM) or 34 dB (256-QAM) poor';
const OUTLET = '47–67 dBµV at the outlet, boxes work at 45–75 dBµV';

const QAM_64 = { metric: 'dvbc.qam', is: 64 } as const;
const QAM_256 = { metric: 'dvbc.qam', is: 256 } as const;
const LINES_64 = { weak: { enter: 27, exit: 29 }, bad: { enter: 24, exit: 26 } } as const;
const LINES_256 = { weak: { enter: 32, exit: 34 }, bad: { enter: 29, exit: 31 } } as const;

/** For whatever receives cable; the MER stands first, because it is the level that tells most. */
export const DVBC_THRESHOLDS = [
  { metric: 'dvbc.mer_db', side: 'low', when: QAM_64, ...LINES_64, source: CHAIN },
  { metric: 'dvbc.mer_db', side: 'low', when: QAM_256, ...LINES_256, source: CHAIN },
  { metric: 'dvbc.cn_db', side: 'low', when: QAM_64, ...LINES_64, source: STAND_IN },
  { metric: 'dvbc.cn_db', side: 'low', when: QAM_256, ...LINES_256, source: STAND_IN },
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
