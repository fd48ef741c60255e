import type { RegionView, Severity } from '@fengsui/config/contract';
import type { Shade } from '../charts/map-option.ts';
import { ENOUGH, tally, troubled } from './tally.ts';

/**
 * Colour is for incidents. Devices that are away without one only lighten a region by their share; with
 * too few devices, or with too few that can be seen, a region has no share.
 */
export function regionShade(region: RegionView, worst?: Severity): Shade {
  const counts = tally(region);
  if (worst) return { kind: 'incident', severity: worst };
  if (counts.heard === 0 || isBlindVillage(region)) return { kind: 'none' };
  if (counts.heard < ENOUGH) return { kind: 'few' };
  const share = troubled(counts) / Math.max(1, counts.judged);
  if (counts.judged >= ENOUGH && share > 0) return { kind: 'away', share };
  if (counts.blind > 0) return { kind: 'blind' };
  return counts.judged < ENOUGH ? { kind: 'few' } : { kind: 'calm' };
}

/** Of what was last heard more than a day ago nothing is known any more: it is grey, never calm. */
function isBlindVillage({ level, blind }: RegionView): boolean {
  return level === 'village' && (blind?.blind ?? 0) > 0;
}
