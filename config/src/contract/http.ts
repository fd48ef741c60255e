import { z } from 'zod';
import { LinkState, DeviceView } from './device.ts';
import { AreaCode, TimeMs } from './ids.ts';
import { Incident, IncidentFact, IncidentPlace, IncidentType, Words } from './incident.ts';
import { RegionView } from './live.ts';
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
});
export type Problem = z.infer<typeof Problem>;

const cursor = z.string().max(256);
const limit = z.coerce.number().int().min(1).max(MAX_PAGE);

/** Times in queries: ms since 1970, or ISO 8601 with offset. */
export const QueryTime = z.union([
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number),
  z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso)),
]);

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
  /** Seconds per point; without it every stored point, thinned only where there are too many. */
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

export const SeriesAnswer = z.object({
  device: z.string(),
  metric: MetricName,
  unit: z.string(),
  from: TimeMs,
  to: TimeMs,
  /** Seconds per point; 0 where the stored points are given as they are. */
  step: z.int().min(0),
  points: z.array(z.tuple([TimeMs, z.union([z.number(), z.string()])])),
  gaps: z.array(z.tuple([TimeMs, TimeMs, GapReason])),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;

export const RegionAnswer = z.object({ region: RegionView, children: z.array(RegionView) });
export type RegionAnswer = z.infer<typeof RegionAnswer>;

export const MAX_TIMELINE = 1_000;

export const IncidentListQuery = z.strictObject({
  /** `open`: open, or recovered and watched in case it comes back. `closed`: closed, or merged into another. */
  state: z.enum(['open', 'closed', 'all']).default('all'),
  region: AreaCode.optional(),
  type: IncidentType.optional(),
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
  /** Nobody can take an incident on yet: always null, until the ledger of incidents has people. */
  owner: z.null(),
  /** No service promises are counted yet: always empty, until the ledger of incidents has clocks. */
  clocks: z.array(z.never()).max(0),
});
export type IncidentItem = z.infer<typeof IncidentItem>;

export const IncidentPage = z.object({ items: z.array(IncidentItem), next: cursor.optional() });
export type IncidentPage = z.infer<typeof IncidentPage>;

export const IncidentDetail = IncidentItem.extend({
  /** Oldest first; of too much, the newest. */
  timeline: z.array(IncidentFact).max(MAX_TIMELINE),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;
