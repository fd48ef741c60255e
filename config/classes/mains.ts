import type { Threshold } from '../src/contract/index.ts';

const SOURCE = '220 V +7 % / −10 %; it does not count: the mains are the supply, not the signal';

export const MAINS_THRESHOLDS = [
  { metric: 'pwr.mains_v', side: 'low', of: 'supply', weak: { enter: 198, exit: 203 }, source: SOURCE },
  { metric: 'pwr.mains_v', side: 'high', of: 'supply', weak: { enter: 235, exit: 232 }, source: SOURCE },
] as const satisfies Threshold[];
