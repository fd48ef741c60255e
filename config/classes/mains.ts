import type { Threshold } from '../src/contract/index.ts';

const SOURCE = '220 V +7 % / −10 %';

export const MAINS_THRESHOLDS = [
  { metric: 'pwr.mains_v', side: 'low', weak: { enter: 198, exit: 203 }, source: SOURCE },
  { metric: 'pwr.mains_v', side: 'high', weak: { enter: 235, exit: 232 }, source: SOURCE },
] as const satisfies Threshold[];
