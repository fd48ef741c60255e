import type { Metrics } from '@fengsui/config/contract';
import type { AreaHour, AreaKey } from '../core/weak-area/area-hour.ts';

/** A sample as the core has judged it: new, and with a time that can be trusted. */
export interface StoredSample {
  device: string;
  boot: string;
  seq: number;
  /** When it was measured, ms UTC, corrected where the device's clock is wrong. */
  ts: number;
  /** Came as `hist`, after the fact. */
  late: boolean;
  m: Metrics;
}

/** How far the store has come in a journal: everything before `offset` is in the store. */
export interface JournalMark {
  /** Names one journal for ever: a journal that starts again from nothing needs a new name. */
  journal: string;
  offset: number;
}

/** ms UTC; `from` included, `to` not. */
export interface DeviceWindow {
  device: string;
  from: number;
  to: number;
  /** At most this many answers; the oldest are given. */
  limit: number;
}

export interface PointsQuery extends DeviceWindow {
  metric: string;
  /**
   * With it: one point a step, at the step's start, counted from `from`: the mean of the step's
   * numbers, or the last of its texts where it has no number. Without it: the points as stored.
   */
  stepMs?: number;
}

export interface SilencesQuery extends DeviceWindow {
  longerThanMs: number;
}

/** ms UTC and value; booleans are stored as 0 and 1, and `null` ("asked, no answer") is no point. */
export type SeriesPoint = [ts: number, value: number | string];

export interface Beat {
  ts: number;
  boot: string;
  seq: number;
}

export const MAX_DEVICES_AT_ONCE = 2_000;

/** Counts, extremes and sums of what several devices measured; texts do not count. ms UTC. */
export interface RangesQuery {
  /** At most MAX_DEVICES_AT_ONCE, each once. */
  devices: readonly string[];
  metric: string;
  /** `from` included, `to` not. */
  from: number;
  to: number;
  /** Steps are counted from `from`. */
  stepMs: number;
  /**
   * `raw`: from the samples. `hourly`: from what was rolled up by hour, which outlives them; an hour counts
   * where it begins. Hours that are not rolled up yet, or must be again, are counted from the samples.
   */
  source: 'raw' | 'hourly';
  /** A row for each device and step, rather than one for each step. */
  perDevice?: boolean;
  /** At most this many rows; the oldest are given. */
  limit: number;
}

export interface SeriesRange {
  /** The step's start. */
  ts: number;
  /** With `perDevice`. */
  device?: string;
  /** Never 0: a step in which nothing was measured has no row. */
  count: number;
  min: number;
  max: number;
  sum: number;
}

/** Adds what was counted in two places; both stay as they are. */
export function addRanges(a: SeriesRange, b: SeriesRange): SeriesRange {
  return {
    ...a,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    sum: a.sum + b.sum,
  };
}

/** Where a device counts: its divisions and the watched nodes above it. */
export interface DevicePlace {
  device: string;
  /** One server at a time has all devices of a county: what is told of counties apart never overlaps. */
  county: string;
  areas: readonly AreaKey[];
}

export const MAX_AREAS_AT_ONCE = 2_000;

/** ms UTC; whole hours of UTC that begin within it. */
export interface AreaHoursQuery {
  /** At most MAX_AREAS_AT_ONCE. */
  areas: readonly AreaKey[];
  metric: string;
  from: number;
  to: number;
  /** At most this many rows; the oldest are given. */
  limit: number;
}

/** Steps are counted from `from`; only hours with `least` devices or more count. */
export interface AreaSumsQuery extends AreaHoursQuery {
  stepMs: number;
  least: number;
}

/** A step of an area: hours that count, and of each the share that was weak and bad, added up. */
export interface AreaSum {
  area: AreaKey;
  ts: number;
  hours: number;
  weakHours: number;
  badHours: number;
  /** The most devices in an hour. */
  devices: number;
}

/** How long samples are kept as they are, and what was rolled up by hour; ms. */
export interface Retention {
  rawMs: number;
  hourlyMs: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/**
 * The time from which samples are kept, and taken: always a whole hour, so that no hour is ever rolled
 * up again from a part of its samples. Without a retention everything is.
 */
export function keptFrom(retention: Retention | undefined, now: number): number {
  if (!retention) return 0;
  return Math.max(0, Math.floor((now - retention.rawMs) / HOUR_MS) * HOUR_MS);
}

export interface Written {
  /** So many samples the store will never take. */
  refused: number;
  /** Of one of them: whose it was, and the database's own words. */
  refusal?: string;
}

export interface SeriesStore {
  readonly kind: string;
  /**
   * Makes a batch durable and remembers `mark` with it. Writing the same batch again changes
   * nothing; a batch whose mark is not beyond the one remembered counts as written already, so a
   * mark stands for one batch and batches of a journal come in order.
   * Rejects with SeriesUnavailable when the batch is not, or not wholly, in the store and writing
   * the same batch again makes sense. Resolves with the number of samples that the store refused
   * for good; of such a sample nothing, or only its beat, is stored. Samples older than samples are kept
   * are among them.
   */
  write(samples: readonly StoredSample[], mark: JournalMark): Promise<Written>;
  /** The offset of the last write for this journal; undefined for a journal it has not seen. */
  mark(journal: string): Promise<number | undefined>;
  /** Points in order of time, one per instant: of several samples of one instant, one of them. */
  points(query: PointsQuery): Promise<SeriesPoint[]>;
  /** Which samples of a device are stored, whatever they held; in order of time. */
  beats(query: DeviceWindow): Promise<Beat[]>;
  /**
   * The spans in [from, to) longer than `longerThanMs` without any sample of the device, the edges
   * of the window counting as samples; oldest first.
   */
  silences(query: SilencesQuery): Promise<[from: number, to: number][]>;
  /** Rows in order of time, those of one time in order of the device. */
  ranges(query: RangesQuery): Promise<SeriesRange[]>;
  /**
   * Where devices count, in hours that are added up from now on; of a device that was placed before, the new
   * places hold. Not kept: to be told again to a store that was opened anew. With `more`, others follow at
   * once; until the last of them, and before the first, hours that are rolled up wait to be added up by area.
   */
  place(places: readonly DevicePlace[], more?: boolean): Promise<void>;
  /**
   * Adds up anew, from what was rolled up by hour, all hours of these areas, as their devices are placed now: for
   * those that are watched lately. Resolves when it is done, which may take minutes; to be asked again
   * where it rejects, or the process ends before. An area in which no device is placed stays as it is.
   */
  refill(areas: readonly AreaKey[]): Promise<void>;
  /**
   * What the devices of areas were like hour by hour, in order of time, those of one time in order of the area;
   * of hours that are added up, which follows soon after they are rolled up, and again where late samples came.
   */
  areaHours(query: AreaHoursQuery): Promise<AreaHour[]>;
  /** The same added up in steps, in order of time, those of one time in order of the area. */
  areaSums(query: AreaSumsQuery): Promise<AreaSum[]>;
  /**
   * One step of what is to be done now and then, beside writes and reads: rolls up an hour that is over,
   * once more if samples came for it later; lets go what is older than is to be kept. With `more`
   * there is more to do at once. Rejects with SeriesUnavailable when it is to be tried again.
   */
  maintain(now: number): Promise<{ more: boolean }>;
  /** Resolves when the store answers; rejects with SeriesUnavailable when it does not. */
  check(): Promise<void>;
  /** Waits for what has begun; may be called twice. After it every call rejects with SeriesUnavailable. */
  close(): Promise<void>;
}

/** The store cannot be used as it is; a person has to look at it. The message names the file and what to do. */
export class SeriesUnusable extends Error {
  override name = 'SeriesUnusable';
}

/** The store cannot be reached or cannot take data now: keep the data and try again. */
export class SeriesUnavailable extends Error {
  override name = 'SeriesUnavailable';
}
