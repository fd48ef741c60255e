import type { WeakCount } from '@fengsui/config/contract';
import type { AreaKey } from './area-hour.ts';

/** An hour in which an area was weak; its start, ms UTC. */
export type WeakHour = WeakCount & { from: number };

/** Which hours of the last seven days were weak, for each area that had any. */
export interface WeakHours {
  /** A second word on the same hour is the one that counts. */
  note(area: AreaKey, hour: WeakHour): void;
  of(area: AreaKey): readonly WeakHour[];
  /** On how many of the last seven days it was weak at this hour, this one included. */
  sameHour(area: AreaKey, from: number): number;
  drop(area: AreaKey): void;
  /** What was known of one area is known of another from now on. */
  rename(area: AreaKey, to: AreaKey): void;
  /** Forgets what is seven days old at the hour that began at `from`. */
  prune(from: number): void;
  rows(): WeakHoursRow[];
  restore(rows: readonly WeakHoursRow[]): void;
}

export type WeakHoursRow = readonly [area: AreaKey, hours: readonly WeakHour[]];

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** At most a week's hours are kept of an area. */
export function createWeakHours(): WeakHours {
  const areas = new Map<AreaKey, WeakHour[]>();
  const isOld = (hour: WeakHour, from: number): boolean => from - hour.from >= WEEK_MS;

  return {
    note(area, hour) {
      const hours = areas.get(area) ?? [];
      if (hours.at(-1)?.from === hour.from) hours.pop();
      hours.push(hour);
      areas.set(area, hours);
    },
    of: (area) => areas.get(area) ?? [],
    sameHour: (area, from) =>
      (areas.get(area) ?? []).filter((hour) => !isOld(hour, from) && (from - hour.from) % DAY_MS === 0)
        .length,
    drop: (area) => void areas.delete(area),
    rename(area, to) {
      const hours = areas.get(area) ?? [];
      areas.delete(area);
      areas.set(to, hours);
    },
    prune(from) {
      for (const [area, hours] of areas) {
        const old = hours.findIndex((hour) => !isOld(hour, from));
        if (old < 0) areas.delete(area);
        else if (old > 0) hours.splice(0, old);
      }
    },
    rows: () => [...areas],
    restore(rows) {
      for (const [area, hours] of rows) areas.set(area, [...hours]);
    },
  };
}

/** The hour of the day of UTC. */
export const hourOfDay = (from: number): number => Math.floor((from % DAY_MS) / HOUR_MS);

export function hoursOfDay(hours: readonly WeakHour[]): ReadonlySet<number> {
  return new Set(hours.map(({ from }) => hourOfDay(from)));
}

/** Of these the one with the greatest share; of those alike the first. */
export function worstOf(hours: readonly WeakHour[]): WeakHour | undefined {
  let worst: WeakHour | undefined;
  for (const hour of hours) if (!worst || hour.weak * worst.n > worst.weak * hour.n) worst = hour;
  return worst;
}
