import { z } from 'zod';
import { LinkState, DeviceView } from './device.ts';
import { Handling, HandlingFact, Stage } from './handling.ts';
import { AreaCode, QueryTime, TimeMs } from './ids.ts';
import { Incident, IncidentFact, IncidentPlace, IncidentType, Words } from './incident.ts';
import { RegionView } from './live.ts';
import { PageFact } from './paging.ts';
import { DeviceClassName } from './messages.ts';
import { MetricName } from './telemetry.ts';

export const MAX_PAGE = 1_000;
export const MAX_SERIES_POINTS = 5_000;

/** RFC 9457. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Of 409: the rule that forbids it, by its name, and what that rests on. */
  reason: z.string().optional(),
  evidence: z.record(z.string(), z.json()).optional(),
});
export type Problem = z.infer<typeof Problem>;

const cursor = z.string().max(256);
const limit = z.coerce.number().int().min(1).max(MAX_PAGE);

export const DeviceQuery = z.strictObject({
  region: AreaCode.optional(),
  class: DeviceClassName.optional(),
  link: LinkState.optional(),
  q: z.string().max(64).optional(),
  cursor: cursor.optional(),
  limit: limit.default(100),
});
export type DeviceQuery = z.infer<typeof DeviceQuery>;

export const DevicePage = z.object({ items: z.array(DeviceView), next: cursor.optional() });
export type DevicePage = z.infer<typeof DevicePage>;

export const SeriesQuery = z.strictObject({
  metric: MetricName,
  from: QueryTime.optional(),
  to: QueryTime.optional(),
  /** Seconds per point; without it every stored point, in steps only where there are too many or only hours are left. */
  step: z.coerce
    .number()
    .int()
    .min(1)
    .max(31 * 86_400)
    .optional(),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** Why nothing was stored for a while: the device was not heard, or had said that it would be silent. */
export const GapReason = z.enum(['no_contact', 'announced', 'blind']);
export type GapReason = z.infer<typeof GapReason>;

/** What the steps were counted from: the samples, or what was rolled up of them by hour. */
export const SeriesResolution = z.enum(['raw', 'hourly']);
export type SeriesResolution = z.infer<typeof SeriesResolution>;

export const SeriesAnswer = z.object({
  device: z.string(),
  metric: MetricName,
  unit: z.string(),
  from: TimeMs,
  to: TimeMs,
  /** Seconds per point; 0 where the stored points are given as they are. */
  step: z.int().min(0),
  resolution: SeriesResolution.optional(),
  /** With a step: its start and its mean, or the last of its texts where it has no number. */
  points: z.array(z.tuple([TimeMs, z.union([z.number(), z.string()])])),
  /** With a step: the least and the greatest number of each that has numbers: no spike is lost in the mean. */
  ranges: z.array(z.tuple([TimeMs, z.number(), z.number()])).optional(),
  gaps: z.array(z.tuple([TimeMs, TimeMs, GapReason])),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;

export const MAX_REGION_POINTS = 1_000;
/** Devices that a series of a region may be counted over: beyond it, ask for the regions below. */
export const MAX_REGION_DEVICES = 20_000;

export const RegionSeriesQuery = SeriesQuery.extend({
  /** One series over all devices of the region, or one for each of them, a page of devices at a time. */
  by: z.enum(['region', 'device']).default('region'),
  cursor: cursor.optional(),
});
export type RegionSeriesQuery = z.infer<typeof RegionSeriesQuery>;

/** A step: its start, how many numbers it has, the least, the mean and the greatest of them. */
const StepCounts = z.tuple([TimeMs, z.int().min(1), z.number(), z.number(), z.number()]);

export const RegionSeriesAnswer = z.object({
  region: AreaCode,
  metric: MetricName,
  unit: z.string(),
  from: TimeMs,
  to: TimeMs,
  /** Seconds per step. */
  step: z.int().min(1),
  resolution: SeriesResolution,
  /** The region's devices, whether they measure this or not. */
  devices: z.int().min(0),
  /** `[start, count, min, mean, max]`; by region. */
  points: z.array(StepCounts).max(MAX_REGION_POINTS).optional(),
  /** By device; those without any number in the window are left out. */
  items: z.array(z.object({ device: z.string(), points: z.array(StepCounts) })).optional(),
  next: cursor.optional(),
});
export type RegionSeriesAnswer = z.infer<typeof RegionSeriesAnswer>;

export const RegionAnswer = z.object({ region: RegionView, children: z.array(RegionView) });
export type RegionAnswer = z.infer<typeof RegionAnswer>;

export const MAX_TIMELINE = 1_000;

export const IncidentListQuery = z.strictObject({
  /** `open`: somebody still has to do something. `closed`: closed, or merged into another. */
  state: z.enum(['open', 'closed', 'all']).default('all'),
  region: AreaCode.optional(),
  type: IncidentType.optional(),
  stage: Stage.optional(),
  /** Also says how many there are in each stage. */
  counts: z.literal('stages').optional(),
  /** By the time of opening, from inclusive, to exclusive. */
  from: QueryTime.optional(),
  to: QueryTime.optional(),
  cursor: cursor.optional(),
  limit: limit.default(100),
});
export type IncidentListQuery = z.infer<typeof IncidentListQuery>;

/** An incident as it stands, as its last fact line says it, and where it is. */
export const IncidentItem = Incident.extend({
  ...IncidentFact.pick({ at: true, kind: true, change: true }).shape,
  detectedAt: TimeMs,
  place: IncidentPlace,
  words: Words.nullable(),
  /** How far people have come with it; of one that was before there were cases, only that it is closed. */
  ...Handling.shape,
});
export type IncidentItem = z.infer<typeof IncidentItem>;

export const IncidentPage = z.object({
  items: z.array(IncidentItem),
  next: cursor.optional(),
  /** Where it was asked for: of all that fit but for their stage and page, those not closed, by stage. */
  counts: z.partialRecord(Stage, z.int().min(0)).optional(),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

/** What became of what somebody reported: `joined` where an open incident explains it already. */
export const ReportAnswer = IncidentItem.extend({ joined: z.boolean() });
export type ReportAnswer = z.infer<typeof ReportAnswer>;

/** A line of a timeline: what the trouble did, what people did, and who was told. */
export const TimelineLine = z.discriminatedUnion('kind', [IncidentFact, HandlingFact, PageFact]);
export type TimelineLine = z.infer<typeof TimelineLine>;

export const IncidentDetail = IncidentItem.extend({
  /** Oldest first; of too much, the newest. */
  timeline: z.array(TimelineLine).max(2 * MAX_TIMELINE),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;
