import { createClock } from '../../clock.ts';
import type { AreaHour, AreaKey } from '../../core/weak-area/area-hour.ts';
import { BAD, WEAK } from '../../core/weak-area/area-hour.ts';
import { hourOf } from '../hours.ts';
import type { DevicePlace, SeriesStore, StoredSample } from '../port.ts';
import { HOUR_MS } from '../port.ts';
import { MER, sample } from './samples.ts';

/** A store may have a clock of its own, so the cases happen within the last days. */
export const BASE = hourOf(createClock().now() - 2 * 24 * HOUR_MS) * HOUR_MS;

export const COUNTY = '441223';
export const VILLAGE: AreaKey = 'area:441223100200';
export const OTHER_VILLAGE: AreaKey = 'area:441223100201';
export const TOWN: AreaKey = 'area:441223100';
export const NODE: AreaKey = 'node:amp-7';

export const at = (device: string, ...areas: AreaKey[]): DevicePlace => ({ device, county: COUNTY, areas });

/** Three boxes in one village and one in another, all of one town. */
export const PLACES: readonly DevicePlace[] = [
  at('stb-1', VILLAGE, TOWN),
  at('stb-2', VILLAGE, TOWN),
  at('stb-3', VILLAGE, TOWN),
  at('stb-4', OTHER_VILLAGE, TOWN),
];

/** As the core has judged it: `o`k, `w`eak or `b`ad; so many hours after BASE. */
export function judged(
  device: string,
  hours: number,
  quality: 'o' | 'w' | 'b',
  mer: number,
  more: Partial<StoredSample> = {},
): StoredSample {
  const verdict = { [WEAK]: quality === 'o' ? 0 : 1, ...(quality === 'b' && { [BAD]: 1 }) };
  return {
    ...sample(0, { [MER]: mer, ...verdict }, { device, ...more }),
    ts: BASE + Math.round(hours * HOUR_MS),
  };
}

export async function drain(store: SeriesStore, now: number): Promise<void> {
  for (let steps = 0; steps < 500; steps++) if (!(await store.maintain(now)).more) return;
  throw new Error('upkeep does not come to an end');
}

/** Read as `area hour n weak bad`. */
export const brief = (rows: readonly AreaHour[]): string[] =>
  rows.map(({ area, ts, n, weak, bad }) => [area, (ts - BASE) / HOUR_MS, n, weak, bad].join(' '));
