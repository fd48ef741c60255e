import type { RegionView } from '@fengsui/config/contract';
import type { Shade } from '../charts/map-option.ts';
import { ENOUGH, tally, troubled } from './tally.ts';

/** A region's colour is a ratio: with too few devices, or with too few that can be seen, it has none. */
export function regionShade(region: RegionView): Shade {
  const counts = tally(region);
  if (counts.heard === 0) return { kind: 'none' };
  if (counts.heard < ENOUGH) return { kind: 'few' };
  const share = troubled(counts) / Math.max(1, counts.judged);
  if (counts.judged >= ENOUGH && share > 0) {
    return { kind: 'troubled', share, worst: counts.offline > 0 ? 'OFFLINE' : 'SUSPECT' };
  }
  if (counts.blind > 0) return { kind: 'blind' };
  return counts.judged < ENOUGH ? { kind: 'few' } : { kind: 'calm' };
}
