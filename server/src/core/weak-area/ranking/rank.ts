import type { RankedArea } from '@fengsui/config/contract';
import type { AreaKey } from '../area-hour.ts';
import { trendOf } from './trend.ts';

/** A week of an area: hours that count, and of each the share that was weak and bad, added up. */
export interface AreaWeek {
  area: AreaKey;
  /** Its start, ms UTC. */
  ts: number;
  hours: number;
  weakHours: number;
  badHours: number;
  /** The most devices in an hour. */
  devices: number;
}

export interface RankInput {
  /** Each area and week once, in any order. */
  rows: readonly AreaWeek[];
  /** Starts of the weeks, in order. */
  weeks: readonly number[];
  /** Null where nobody knows. */
  people(area: AreaKey): number | null;
}

export type Ranked = Omit<RankedArea, 'scope' | 'name' | 'areas'> & { area: AreaKey };

export interface Ranking {
  /** Those that cost anything, the dearest first. */
  items: Ranked[];
  /** Areas with hours that count, and those of them whose people nobody knows. */
  measured: number;
  peopleUnknown: number;
}

/** Bad ones are among the weak, and count twice more. */
const BAD_MORE = 2;

const severityOf = ({ weakHours, badHours }: Pick<AreaWeek, 'weakHours' | 'badHours'>): number =>
  weakHours + BAD_MORE * badHours;

/** Which areas cost most: people × weak hours × severity. Areas that cost alike stand in order of their keys. */
export function rankAreas({ rows, weeks, people }: RankInput): Ranking {
  const byArea = new Map<AreaKey, AreaWeek[]>();
  for (const row of rows) {
    if (row.hours > 0) byArea.set(row.area, [...(byArea.get(row.area) ?? []), row]);
  }
  const known = [...byArea].flatMap(([area, own]) => {
    const count = people(area);
    return count === null ? [] : [accountOf(area, own, weeks, count)];
  });
  const items = known
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost || (a.area < b.area ? -1 : 1))
    .map((one, i) => ({ ...one, rank: i + 1 }));
  return { items, measured: byArea.size, peopleUnknown: byArea.size - known.length };
}

function accountOf(
  area: AreaKey,
  rows: readonly AreaWeek[],
  starts: readonly number[],
  people: number,
): Ranked {
  const weeks = starts.map((ts) => rows.find((row) => row.ts === ts) ?? nothing(area, ts));
  const sum = (part: (week: AreaWeek) => number): number =>
    tenths(weeks.reduce((all, week) => all + part(week), 0));
  return {
    area,
    rank: 0,
    people,
    cost: tenths(people * sum(severityOf)),
    hours: sum(({ hours }) => hours),
    weakHours: sum(({ weakHours }) => weakHours),
    badHours: sum(({ badHours }) => badHours),
    devices: Math.max(0, ...weeks.map(({ devices }) => devices)),
    weeks: weeks.map((week) => ({
      from: week.ts,
      cost: tenths(people * severityOf(week)),
      hours: week.hours,
      weakHours: tenths(week.weakHours),
    })),
    trend: trendOf(weeks.map((week) => (week.hours === 0 ? null : severityOf(week) / week.hours))),
  };
}

const nothing = (area: AreaKey, ts: number): AreaWeek => ({
  ...{ area, ts, hours: 0, weakHours: 0, badHours: 0, devices: 0 },
});

/** Tenths of an hour: sums of shares have no more meaning, and depend on the order of adding. */
const tenths = (x: number): number => Math.round(x * 10) / 10;
