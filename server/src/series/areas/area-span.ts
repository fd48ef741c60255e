import type { AreaHour, AreaKey, DeviceHour } from '../../core/weak-area/area-hour.ts';
import { AREA_LEVELS, BAD, WEAK, createAreaHours } from '../../core/weak-area/area-hour.ts';
import { HOUR_MS } from '../port.ts';

/** Of these a device's hours are read to be added up by area. */
export const AREA_METRICS: readonly string[] = [WEAK, BAD, ...AREA_LEVELS];

/** How often a device measured something within an hour, and the sum of it; undefined where it did not. */
export type SumOf = (metric: string) => { n: number; sum: number } | undefined;

/** What was rolled up of devices, added up by area; hours since 1970. */
export interface AreaSpan {
  add(hour: number, areas: readonly AreaKey[], sumOf: SumOf): void;
  /** In order of time, those of one time in order of the area. */
  rows(): AreaHour[];
}

export function createAreaSpan(): AreaSpan {
  const hours = new Map<number, ReturnType<typeof createAreaHours>>();
  return {
    add(hour, areas, sumOf) {
      const known = hours.get(hour) ?? createAreaHours(hour * HOUR_MS);
      hours.set(hour, known);
      known.add(areas, deviceHourOf(sumOf));
    },
    rows: () => [...hours.values()].flatMap((hour) => hour.rows()).sort(byTimeAndArea),
  };
}

function deviceHourOf(sumOf: SumOf): DeviceHour {
  const judged = sumOf(WEAK);
  const means = new Map<string, number>();
  for (const metric of AREA_LEVELS) {
    const level = sumOf(metric);
    if (level && level.n > 0) means.set(metric, level.sum / level.n);
  }
  return { judged: judged?.n ?? 0, weak: judged?.sum ?? 0, bad: sumOf(BAD)?.sum ?? 0, means };
}

export function byTimeAndArea(a: { ts: number; area: AreaKey }, b: { ts: number; area: AreaKey }): number {
  if (a.ts !== b.ts) return a.ts - b.ts;
  return a.area < b.area ? -1 : Number(a.area > b.area);
}
