import type { AreaHour, AreaKey } from '../core/weak-area/area-hour.ts';
import { WEAK } from '../core/weak-area/area-hour.ts';
import { binsOf } from '../core/weak-area/level-bins.ts';
import type { AreaHoursQuery } from '../series/port.ts';
import { HOUR_MS } from '../series/port.ts';

// The hours of areas as a series store would tell them, for tests.

export interface HourStory {
  area: AreaKey;
  from: number;
  hours: number;
  /** How many devices; 12 where it is not said. */
  n?: number;
  /** How many of them are weak in an hour that begins then. */
  weak: (ts: number) => number;
  metric?: string;
  /** The level that all of them have. */
  level?: (ts: number) => number;
}

/** Rows of an area: how weak it is, and with a level the level too. */
export function hoursOf({ area, from, hours, n = 12, weak, metric, level }: HourStory): AreaHour[] {
  return Array.from({ length: hours }, (_, i) => from + i * HOUR_MS).flatMap((ts) => {
    const row = { area, ts, n, weak: weak(ts), bad: 0 };
    const levels =
      level && metric !== undefined ? binsOf(Array.from({ length: n }, () => level(ts))) : undefined;
    const shares = { ...row, metric: WEAK, levels: new Map<number, number>() };
    return levels && metric !== undefined ? [shares, { ...row, metric, levels }] : [shares];
  });
}

export function createFakeHours() {
  const kept: AreaHour[] = [];
  return {
    kept,
    areaHours({ areas, metric, from, to, limit }: AreaHoursQuery): Promise<AreaHour[]> {
      const found = kept
        .filter((row) => areas.includes(row.area) && row.metric === metric && row.ts >= from && row.ts < to)
        .sort((a, b) => a.ts - b.ts);
      return Promise.resolve(found.slice(0, limit));
    },
  };
}
