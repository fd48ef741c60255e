import type { Json } from '@fengsui/config/contract';
import { DAY_KINDS } from '../calendar/day-kind.ts';
import { HOUR_KINDS, dayKindOf, onDayKind } from '../calendar/site-hours.ts';
import { createColumn } from '../columns.ts';
import type { DeviceState } from '../device/state.ts';
import type { KeptShapes } from './class-shapes.ts';
import { createClassShapes } from './class-shapes.ts';
import { FEEDS } from './metrics.ts';
import { createCells } from './usual-cells.ts';
import type { UsualRows } from './usual-rows.ts';

/** An hour that has ended: its number, and which kind of hour it was. */
export interface Hour {
  number: number;
  kind: number;
}

/** What is usual for a device at a kind of hour. */
export interface UsualLevel {
  /** dB */
  level: number;
  /** A standard deviation of its hours, dB; at least the feed's floor. */
  sigma: number;
  /** Something stands behind it: an hour of the device's own, or the shape of its class. */
  isKnown: boolean;
}

/** A mean of an hour, and how much of it is believed: 1 as ever, less for a device that seems to drift. */
export interface SeenHour {
  feed: number;
  hour: Hour;
  level: number;
  pace: number;
}

/**
 * What is usual for each device at each hour, workdays, holidays and the Spring Festival apart: its own
 * level there, in the middle of the last 28 days, drawn towards its class while it is young.
 */
export interface Usual {
  /** A device from which something may be learnt. */
  meet(state: Pick<DeviceState, 'id' | 'index'>): void;
  /** Its level over all hours, dB; undefined for a device that is new. */
  over(device: number): number | undefined;
  /** One object for all: whoever asks reads it at once. */
  at(device: number, feed: number, hourKind: number): Readonly<UsualLevel>;
  learn(device: number, seen: SeenHour): void;
  /** All devices have been told of for this hour. */
  endHour(hour: Hour): void;
  /** Level over all hours (dB), and how many stand behind it. */
  overall(device: number): readonly [level: number, hours: number];
  setOverall(device: number, level: number, hours: number): void;
  shapes: { keep(): KeptShapes; restore(kept: KeptShapes): void };
  /** Columns that have changed since this was asked last, by name. */
  takeParts(): Record<string, Json>;
  restoreParts(parts: Readonly<Record<string, Json>>): void;
  /** Bytes that the columns take. */
  bytes(): number;
}

/** The class is worth so many hours of the device's own. */
const CLASS_WEIGHT = 4;
/** Days of each kind in 28 days; the festival has eight a year, and what it was like a year ago counts. */
const MEMORY: readonly number[] = [20, 8, 8];
/** An hour moves what is known by no more than if it had been so many standard deviations off. */
const CLIP_SIGMAS = 3;
/** Of a device that is new; in floors of its feed. */
const YOUNG_SIGMAS = 2;
/** A mean absolute deviation of 1 is a standard deviation of 1.25, where errors are normal. */
const SIGMA_PER_SPREAD = 1.25;
const OVERALL_MEMORY = 255;
/** A level over all hours that has seen fewer is not yet one: the first of them may have been a wild one. */
const OVERALL_HOURS = 24;
const OVERALL_CLIP_DB = 3;
const FIRST_CLIP_DB = 6;
/** Its multiples are spread evenly between 0 and 1. */
const GOLDEN = 0.618_033_988_75;

export function createUsual(rows: UsualRows): Usual {
  const cells = createCells(HOUR_KINDS);
  const shapes = createClassShapes();
  const levels = createColumn(Float32Array);
  const hours = createColumn(Uint8Array);
  const found: UsualLevel = { level: 0, sigma: 0, isKnown: false };

  function at(device: number, feed: number, hourKind: number): UsualLevel {
    const row = rows.of(device);
    const count = cells.count(hourKind, row);
    const shape = shapes.off(feed, hourKind);
    const floor = FEEDS[feed]?.sigmaFloor ?? 1;
    const drawn = (own: number, ofClass: number): number =>
      (count * own + CLASS_WEIGHT * ofClass) / (count + CLASS_WEIGHT);
    found.level = drawn(cells.level(hourKind, row), levels.get(device) + (shape ?? 0));
    const sigma = drawn(SIGMA_PER_SPREAD * cells.spread(hourKind, row), YOUNG_SIGMAS * floor);
    found.sigma = Math.max(floor, sigma);
    found.isKnown = hours.get(device) > 0 && (count > 0 || shape !== undefined);
    return found;
  }

  function learnOverall(device: number, { feed, hour, level, pace }: SeenHour): void {
    const count = hours.get(device);
    const off = level - (shapes.off(feed, hour.kind) ?? 0) - levels.get(device);
    if (count === 0) levels.set(device, levels.get(device) + off);
    else {
      const share = pace / Math.min(count + 1, OVERALL_MEMORY);
      levels.set(
        device,
        levels.get(device) + share * clip(off, count < OVERALL_HOURS ? FIRST_CLIP_DB : OVERALL_CLIP_DB),
      );
      if (count >= OVERALL_HOURS) shapes.add(feed, level - levels.get(device));
    }
    hours.set(device, Math.min(count + 1, OVERALL_MEMORY));
  }

  function learnHour(device: number, { feed, hour, level, pace }: SeenHour): void {
    const row = rows.of(device);
    const usual = at(device, feed, hour.kind);
    const off = clip(level - usual.level, CLIP_SIGMAS * usual.sigma);
    const seen = usual.level + off;
    const count = cells.count(hour.kind, row);
    const memory = MEMORY[dayKindOf(hour.kind)] ?? 1;
    const share = count === 0 ? 1 : pace / Math.min(count + 1, memory);
    const [own, spread] = [cells.level(hour.kind, row), cells.spread(hour.kind, row)];
    const cell = {
      level: own + share * (seen - own),
      spread: spread + share * (Math.abs(off) - spread),
      count: Math.min(count + 1, memory),
    };
    cells.put(hour.kind, row, cell, (GOLDEN * (hour.number + row)) % 1);
  }

  return {
    meet: rows.meet,
    over: (device) => (hours.get(device) === 0 ? undefined : levels.get(device)),
    at,
    learn(device, seen) {
      if (rows.of(device) < 0) return;
      learnOverall(device, seen);
      learnHour(device, seen);
    },
    endHour: ({ kind }) => shapes.endHour(kind, MEMORY[dayKindOf(kind)] ?? 1),
    overall: (device) => [levels.get(device), hours.get(device)],
    setOverall(device, level, count) {
      levels.set(device, level);
      hours.set(device, count);
    },
    shapes,
    takeParts() {
      const columns = cells.takeChanged().map((kind) => [partOf(kind), cells.text(kind)] as const);
      return { ...rows.takeParts(), ...Object.fromEntries(columns) };
    },
    restoreParts(parts) {
      rows.restoreParts(parts);
      for (let kind = 0; kind < HOUR_KINDS; kind++) {
        const text = parts[partOf(kind)];
        if (typeof text === 'string') cells.setText(kind, text);
      }
    },
    bytes: cells.bytes,
  };
}

/** `workday-20` */
function partOf(hourKind: number): string {
  return `${DAY_KINDS[dayKindOf(hourKind)] ?? ''}-${onDayKind(hourKind, 0)}`;
}

const clip = (x: number, most: number): number => Math.max(-most, Math.min(most, x));
