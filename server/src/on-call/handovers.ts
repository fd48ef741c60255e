import type { Rotation } from '@fengsui/config/contract';
import type { Pattern } from './pattern.ts';
import { readPattern } from './pattern.ts';
import type { Zone } from './zone.ts';
import { createZone } from './zone.ts';

/** The turns between hand-overs, counted from 0: the one that begins first at or after `since`. */
export interface Turns {
  /** The turn at a time; below 0 before the first. */
  countAt(at: number): number;
  /** When a turn begins, ms UTC; Infinity beyond the year 2199. */
  beginOf(turn: number): number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const END_YEAR = 2200;
/** Two days before the end, so that no zone is beyond it. */
const LAST_MS = Date.UTC(END_YEAR, 0, 1) - 2 * DAY_MS;

/**
 * Hand-overs are times of the wall clock, so the days and times before one are counted, not walked through:
 * the work is one sum over years, however long ago a rotation began.
 */
export function createTurns(pattern: Pattern, zone: Zone, since: number): Turns {
  const slots = createSlots(pattern, new Date(zone.wallAt(since)).getUTCFullYear());
  const beginOfSlot = (slot: number): number => {
    const wall = slots.wallOf(slot);
    return wall === Infinity ? Infinity : zone.instantOf(wall);
  };

  /** The last slot that has begun; where the clock was put back, it shows less than it has shown already. */
  function slotAt(wanted: number): number {
    const at = Math.min(wanted, LAST_MS);
    let slot = slots.countTo(zone.wallAt(at)) - 1;
    while (beginOfSlot(slot + 1) <= at) slot++;
    return slot;
  }

  const first = slotAt(since - 1) + 1;
  return {
    countAt: (at) => (at < since ? -1 : slotAt(at) - first),
    beginOf: (turn) => beginOfSlot(first + turn),
  };
}

/** Hand-overs by the wall clock, counted from 0 from the beginning of a year. */
function createSlots({ times, daysOf }: Pattern, firstYear: number) {
  /** How many there are before each year, as far as was asked. */
  const before = [0];
  const beforeYear = (year: number): number => {
    for (let known = before.length; known <= year - firstYear; known++) {
      before.push((before[known - 1] ?? 0) + daysOf(firstYear + known - 1).length * times.length);
    }
    return before[year - firstYear] ?? 0;
  };

  return {
    /** How many there are up to a wall time, itself included. */
    countTo(wall: number): number {
      const year = new Date(wall).getUTCFullYear();
      if (year < firstYear) return 0;
      const sinceNewYear = wall - Date.UTC(year, 0, 1);
      const day = Math.floor(sinceNewYear / DAY_MS);
      const minute = (sinceNewYear - day * DAY_MS) / MINUTE_MS;
      const days = daysOf(year);
      const daysBefore = countBelow(days, day);
      const today = days[daysBefore] === day ? times.filter((time) => time <= minute).length : 0;
      return beforeYear(year) + daysBefore * times.length + today;
    },
    wallOf(slot: number): number {
      let year = firstYear;
      while (year < END_YEAR && beforeYear(year + 1) <= slot) year++;
      if (year >= END_YEAR) return Infinity;
      const inYear = slot - beforeYear(year);
      const day = daysOf(year)[Math.floor(inYear / times.length)] ?? 0;
      const time = times[inYear % times.length] ?? 0;
      return Date.UTC(year, 0, 1) + day * DAY_MS + time * MINUTE_MS;
    },
  };
}

/** How many of the ascending numbers are below one. */
function countBelow(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is wrong with a rotation in this zone, to be told to whoever set it up; undefined if it can be used. */
export function checkRotation(
  rotation: Pick<Rotation, 'handover' | 'since'>,
  zone: string,
): string | undefined {
  try {
    createZone(zone);
  } catch {
    return `"${zone.slice(0, 64)}" is not a time zone`;
  }
  if (rotation.since > LAST_MS) return 'begins after the year 2199';
  const read = readPattern(rotation.handover);
  return read.ok ? undefined : `"${rotation.handover}" ${read.fault}`;
}
