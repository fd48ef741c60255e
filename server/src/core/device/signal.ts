import type { DeviceClass, Metrics, SignalState } from '@fengsui/config/contract';

type Threshold = DeviceClass['thresholds'][number];
type Pair = { enter: number; exit: number };

const RANK: Record<SignalState, number> = { NA: 0, OK: 1, WEAK: 2, BAD: 3 };

/** The worst that any of the class's thresholds says; NA while none of them has a value. */
export function judgeSignal(profile: DeviceClass, metrics: Metrics, before: SignalState): SignalState {
  let worst: SignalState = 'NA';
  for (const threshold of profile.thresholds) {
    const state = judgeOne(threshold, metrics, before);
    if (RANK[state] > RANK[worst]) worst = state;
  }
  return worst;
}

function judgeOne(threshold: Threshold, metrics: Metrics, before: SignalState): SignalState {
  const value = metrics[threshold.metric];
  if (typeof value !== 'number') return 'NA';
  if (threshold.when && metrics[threshold.when.metric] !== threshold.when.is) return 'NA';
  if (isBeyond(threshold, threshold.bad, value, before === 'BAD')) return 'BAD';
  return isBeyond(threshold, threshold.weak, value, RANK[before] >= RANK.WEAK) ? 'WEAK' : 'OK';
}

/** What has been entered is left at another value, so that a reading on the line does not flutter. */
function isBeyond({ side }: Threshold, pair: Pair | undefined, value: number, inside: boolean): boolean {
  if (!pair) return false;
  const line = inside ? pair.exit : pair.enter;
  return side === 'low' ? value < line : value > line;
}
