import { z } from 'zod';
import { Actor, RecordId } from './handling.ts';
import { AreaCode, NodeId, QueryTime, TimeMs } from './ids.ts';
import { Words } from './incident.ts';
import { MetricName } from './telemetry.ts';

/** Fewer devices than this say nothing of an area. */
export const LEAST_DEVICES = 5;
/** Hours of a week. */
export const WEEK_CELLS = 168;

const Count = z.int().min(0);
const Share = z.number().min(0).max(1);

/** A division, or everything under a node of the plant. */
export const AreaScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('area'), id: AreaCode }),
  z.strictObject({ kind: z.literal('node'), id: NodeId }),
]);
export type AreaScope = z.infer<typeof AreaScope>;

/** `too_few`: fewer than 5 devices are measured; `unseen`: nothing can be said now. */
export const AreaState = z.enum(['weak', 'ok', 'too_few', 'unseen']);
export type AreaState = z.infer<typeof AreaState>;

/** How many devices are measured, and how many of them are weak (bad ones among them) and bad. */
export const WeakCount = z.object({ n: Count, weak: Count, bad: Count });
export type WeakCount = z.infer<typeof WeakCount>;

/** Why an area counts as weak: half of it within one hour, or a fifth at the same hour on three days of seven. */
export const WeakReason = z.enum(['acute', 'same_hour_of_days']);
export type WeakReason = z.infer<typeof WeakReason>;

export const WeakEvidence = z.object({
  reason: WeakReason,
  /** Hours of the last seven days in which a fifth of the devices or more were weak, their starts. */
  hours: z.array(TimeMs).max(WEEK_CELLS),
  /** The hour with the greatest share. */
  worst: WeakCount.extend({ from: TimeMs }),
  /** At most 20 of those that were weak. */
  devices: z.array(z.string()).max(20),
});
export type WeakEvidence = z.infer<typeof WeakEvidence>;

/** How an area came onto the list: by the site's file, by hand, found and not watched yet, found and watched by rule. */
export const AreaSource = z.enum(['file', 'hand', 'found', 'rule']);
export type AreaSource = z.infer<typeof AreaSource>;

export const WeakArea = z.object({
  id: z.string().max(128),
  name: z.string(),
  scope: AreaScope,
  /** The division that it lies in. */
  area: z.string(),
  source: AreaSource,
  watched: z.boolean(),
  /** Since when it is on the list: watched, or found, ms. */
  since: TimeMs,
  target: z.string().nullable(),
  state: AreaState,
  /** Since when it is weak; null while it is not. */
  weakSince: TimeMs.nullable(),
  /** Devices as they are now. */
  now: WeakCount,
  /** The last full hour; null where nothing was measured in it. */
  hour: WeakCount.extend({ from: TimeMs }).nullable(),
  evidence: WeakEvidence.nullable(),
  /** The open incident of it. */
  incident: z.string().nullable(),
  devices: Count,
  /** People who live there; null where nobody knows. */
  population: Count.nullable(),
});
export type WeakArea = z.infer<typeof WeakArea>;

export const WeakAreaQuery = z.strictObject({
  region: AreaCode.optional(),
  state: AreaState.optional(),
  watched: z.enum(['true', 'false']).optional(),
});
export type WeakAreaQuery = z.infer<typeof WeakAreaQuery>;
export const WeakAreaList = z.object({ items: z.array(WeakArea) });
export type WeakAreaList = z.infer<typeof WeakAreaList>;

/** The body of `POST /weak-areas`: watch this from now on. */
export const WatchBody = z.strictObject({
  scope: AreaScope,
  name: z.string().trim().min(1).max(128).optional(),
  target: z.string().trim().max(128).optional(),
  by: RecordId.optional(),
});
export type WatchBody = z.infer<typeof WatchBody>;

/** The body of `POST /weak-areas/{id}/watch`: what was found is watched from now on. */
export const WatchFound = WatchBody.omit({ scope: true });
export type WatchFound = z.infer<typeof WatchFound>;

/** A watched area as it is kept. */
export const WatchedArea = z.object({
  id: z.string().max(128),
  name: z.string().max(128),
  scope: AreaScope,
  since: TimeMs,
  target: z.string().nullable(),
  source: z.enum(['file', 'hand', 'rule']),
  by: Actor,
  /** Why it is watched, where it was found. */
  evidence: WeakEvidence.nullable(),
});
export type WatchedArea = z.infer<typeof WatchedArea>;

export const WeekQuery = z.strictObject({
  /** The level that is told; where nothing is said the one that most devices measure. */
  metric: MetricName.optional(),
  /** The last 28 days where nothing is said. */
  from: QueryTime.optional(),
  to: QueryTime.optional(),
});
export type WeekQuery = z.infer<typeof WeekQuery>;

/**
 * One hour of the week. Its unit is the device-hour: a device counts once an hour however often it
 * reports, by the share of its samples that were weak and by the mean of its level.
 */
export const WeekCell = z.object({
  /** Device-hours. */
  n: Count,
  /** Of the device-hours, the share that was weak or bad; null without any. */
  weak_ratio: Share.nullable(),
  median: z.number().nullable(),
  p05: z.number().nullable(),
  /** The most devices that were measured at once; fewer than 5 are too few to say. */
  devices: Count,
});
export type WeekCell = z.infer<typeof WeekCell>;

export const NowVerdict = z.enum(['worse', 'as_usual', 'better', 'too_few', 'nothing_usual']);
export type NowVerdict = z.infer<typeof NowVerdict>;

export const WeekAnswer = z.object({
  id: z.string(),
  name: z.string(),
  metric: MetricName,
  unit: z.string(),
  /** Levels that are measured there. */
  metrics: z.array(MetricName),
  from: TimeMs,
  to: TimeMs,
  /** Hours with anything measured, and hours in the span. */
  hours: z.object({ measured: Count, all: Count }),
  /** Monday 0 h first, on the clock of the site. */
  cells: z.array(WeekCell).length(WEEK_CELLS),
  now: z.object({
    at: TimeMs,
    /** Its cell. */
    cell: z
      .int()
      .min(0)
      .max(WEEK_CELLS - 1),
    /** Devices that measure it: online, with a signal that is judged. */
    count: WeakCount,
    weak_ratio: Share.nullable(),
    median: z.number().nullable(),
    /** At this hour of the week: the cell itself. */
    usual: WeekCell,
    verdict: NowVerdict,
  }),
  /** The worst hours of the week, at most five stretches, the worst first. */
  worst: z.array(
    z.object({
      /** Its first cell, how many hours from there, and on which days (Monday is 0). */
      from: z
        .int()
        .min(0)
        .max(WEEK_CELLS - 1),
      hours: z.int().min(1).max(24),
      days: z.array(z.int().min(0).max(6)),
      weak_ratio: Share,
      n: Count,
      words: Words,
    }),
  ),
  /** One sentence on the week. */
  words: Words,
});
export type WeekAnswer = z.infer<typeof WeekAnswer>;

export const RankingQuery = z.strictObject({
  region: AreaCode.optional(),
  level: z.enum(['village', 'township', 'county']).default('village'),
  /** Whole weeks back from now. */
  weeks: z.coerce.number().int().min(1).max(52).default(4),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type RankingQuery = z.infer<typeof RankingQuery>;

export const Trend = z.enum(['rising', 'falling', 'steady', 'too_short']);
export type Trend = z.infer<typeof Trend>;

/** People × weak hours × severity: an hour counts by the share that is weak, bad ones three times. */
export const RankedArea = z.object({
  rank: z.int().min(1),
  scope: AreaScope,
  name: z.string(),
  /** Divisions above it, nearest first. */
  areas: z.array(z.object({ code: z.string(), name: z.string() })),
  people: Count,
  /** Person-hours, weighted by severity. */
  cost: z.number().min(0),
  /** Hours that count (5 devices or more), and what of them was weak and bad, in hours. */
  hours: Count,
  weakHours: z.number().min(0),
  badHours: z.number().min(0),
  /** The most devices that were measured in an hour. */
  devices: Count,
  weeks: z.array(
    z.object({ from: TimeMs, cost: z.number().min(0), hours: Count, weakHours: z.number().min(0) }),
  ),
  trend: Trend,
});
export type RankedArea = z.infer<typeof RankedArea>;

export const RankingAnswer = z.object({
  from: TimeMs,
  to: TimeMs,
  items: z.array(RankedArea),
  /** Areas that were looked at, those with fewer than 5 devices, and those whose people nobody knows. */
  areas: Count,
  tooFew: Count,
  peopleUnknown: Count,
});
export type RankingAnswer = z.infer<typeof RankingAnswer>;

/** A village with people of which nothing is known: grey on the map, never green. */
export const BlindSpot = z.object({
  code: AreaCode,
  name: z.string(),
  areas: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Null where nobody knows; a village that is known to be empty is no blind spot. */
  population: Count.nullable(),
  households: Count.nullable(),
  why: z.enum(['no_probe', 'never_heard', 'silent']),
  /** Devices that the files name there. */
  devices: Count,
  /** When the last of them was heard, where any ever was. */
  lastSeenAt: TimeMs.nullable(),
});
export type BlindSpot = z.infer<typeof BlindSpot>;

export const BlindSpotQuery = z.strictObject({ region: AreaCode.optional() });
export const BlindSpotAnswer = z.object({
  items: z.array(BlindSpot).max(5_000),
  villages: Count,
  blind: Count,
});
export type BlindSpotAnswer = z.infer<typeof BlindSpotAnswer>;
