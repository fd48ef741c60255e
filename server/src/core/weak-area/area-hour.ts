import type { AreaScope } from '@fengsui/config/contract';
import { FEEDS } from '../signal/metrics.ts';
import type { LevelBins } from './level-bins.ts';
import { addLevel } from './level-bins.ts';

/** `area:441223115220` or `node:amp-12`. */
export type AreaKey = `${AreaScope['kind']}:${string}`;

export const areaKey = ({ kind, id }: AreaScope): AreaKey => `${kind}:${id}`;

export function scopeOf(key: AreaKey): AreaScope {
  const [kind, ...id] = key.split(':');
  return { kind: kind === 'node' ? 'node' : 'area', id: id.join(':') };
}

/** What the core says of each sample, kept with it: 1 where the signal was weak or bad, else 0 … */
export const WEAK = 'signal.weak';
/** … and 1 where it was bad; left out of every other sample. */
export const BAD = 'signal.bad';

/** Levels that are told by area and hour. */
export const AREA_LEVELS: readonly string[] = [
  ...new Set([...FEEDS.map(({ metric }) => metric), 'dvbc.level_dbuv', 'wifi.rssi_dbm']),
];

/**
 * What the devices of an area were like within one hour. Its unit is the device-hour: a device counts once
 * however often it reports.
 */
export interface AreaHour {
  area: AreaKey;
  /** A level, or `WEAK` for all devices whose signal is judged, whatever they measure; then without levels. */
  metric: string;
  /** Its start, ms UTC; a whole hour of UTC. */
  ts: number;
  /** Devices that measured it. */
  n: number;
  /** Of each device the share of its samples that were weak or bad, added up: 0 to `n`. Thousandths. */
  weak: number;
  bad: number;
  /** Of each device the mean of the hour. */
  levels: LevelBins;
}

/** What of a device-hour counts. */
export interface DeviceHour {
  /** Judged samples, and how many of them were weak (bad ones among them) and bad. */
  judged: number;
  weak: number;
  bad: number;
  /** Means of its levels. */
  means: ReadonlyMap<string, number>;
}

/** Adds up device-hours of one hour by area and metric. */
export function createAreaHours(ts: number) {
  const cells = new Map<string, AreaHour>();

  function cellOf(area: AreaKey, metric: string): AreaHour {
    const name = `${area} ${metric}`;
    const known = cells.get(name);
    if (known) return known;
    const cell = { area, metric, ts, n: 0, weak: 0, bad: 0, levels: new Map<number, number>() };
    cells.set(name, cell);
    return cell;
  }

  return {
    add(areas: readonly AreaKey[], { judged, weak, bad, means }: DeviceHour): void {
      const [weakShare, badShare] = judged > 0 ? [weak / judged, bad / judged] : [0, 0];
      for (const area of areas) {
        if (judged > 0) count(cellOf(area, WEAK), weakShare, badShare);
        for (const [metric, mean] of means) {
          const cell = cellOf(area, metric);
          count(cell, weakShare, badShare);
          addLevel(cell.levels, mean);
        }
      }
    },
    rows: (): AreaHour[] =>
      [...cells.values()].map((cell) => ({
        ...cell,
        weak: thousandths(cell.weak),
        bad: thousandths(cell.bad),
      })),
  };
}

function count(cell: AreaHour, weak: number, bad: number): void {
  cell.n++;
  cell.weak += weak;
  cell.bad += bad;
}

const thousandths = (x: number): number => Math.round(x * 1_000) / 1_000;
