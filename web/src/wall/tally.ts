import type { RegionView } from '@fengsui/config/contract';

/** With fewer devices than this, a share says nothing. */
export const ENOUGH = 5;

export interface Tally {
  heard: number;
  online: number;
  suspect: number;
  offline: number;
  standby: number;
  blind: number;
  /** Heard once, but not known for now. */
  unknown: number;
  neverHeard: number;
  /** Heard, and neither out of the server's sight nor unknown: what a share is taken of. */
  judged: number;
}

export function tally(region: RegionView): Tally {
  const { devices, heard } = region;
  const count = (link: keyof typeof devices): number => devices[link] ?? 0;
  const total = Object.values(devices).reduce((sum, n) => sum + n, 0);
  const neverHeard = Math.max(0, total - heard);
  const blind = count('BLIND');
  const unknown = Math.max(0, count('UNKNOWN') - neverHeard);
  return {
    heard,
    online: count('ONLINE'),
    suspect: count('SUSPECT'),
    offline: count('OFFLINE'),
    standby: count('STANDBY'),
    blind,
    unknown,
    neverHeard,
    judged: Math.max(0, heard - blind - unknown),
  };
}

/** The share of `of`, or why there is none. */
export type Ratio = { kind: 'share'; share: number } | { kind: 'none' } | { kind: 'too_few' };

export function ratio(part: number, of: number): Ratio {
  if (of === 0) return { kind: 'none' };
  return of < ENOUGH ? { kind: 'too_few' } : { kind: 'share', share: part / of };
}

export const troubled = (counts: Tally): number => counts.offline + counts.suspect;
