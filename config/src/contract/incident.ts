import { z } from 'zod';
import { TimeMs } from './ids.ts';

/** Anything that JSON can say. */
export type Json = z.infer<ReturnType<typeof z.json>>;

export const IncidentType = z.enum([
  'outage',
  'device_down',
  'weak_signal',
  'weak_area',
  'power',
  'silent_speaker',
  'duplicate_id',
  'platform',
  /** People have seen it, and no device has said so. */
  'reported',
]);
export type IncidentType = z.infer<typeof IncidentType>;
/** `info` is there to be looked up; nobody is called for it. */
export const Severity = z.enum(['critical', 'major', 'minor', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;
export const Cause = z.enum(['LINK', 'POWER', 'BACKHAUL', 'PLANNED', 'WEATHER', 'PLATFORM', 'UNKNOWN']);
export type Cause = z.infer<typeof Cause>;
export const IncidentChange = z.enum(['opened', 'updated', 'reopened', 'recovered', 'closed', 'merged']);
export type IncidentChange = z.infer<typeof IncidentChange>;

export const Scope = z.object({
  kind: z.enum(['node', 'segment', 'device', 'area', 'platform']),
  id: z.string().max(256),
});
export type Scope = z.infer<typeof Scope>;

export const Affected = z.object({
  lost: z.int().min(0),
  monitored: z.int().min(0),
  homes: z.int().min(0),
  population: z.int().min(0),
});
export type Affected = z.infer<typeof Affected>;

/** A fact about an incident: a line of `replay`, and what the live server's core says. */
export const IncidentFact = z.object({
  at: TimeMs,
  kind: z.literal('incident'),
  change: IncidentChange,
  id: z.string(),
  type: IncidentType,
  scope: Scope,
  severity: Severity,
  cause: Cause,
  affected: Affected,
  /** The evidence in data: what spoke for it, how strongly, what refuted the other explanations. */
  because: z.record(z.string(), z.json()),
});
export type IncidentFact = z.infer<typeof IncidentFact>;

/** `recovered`: the trouble is over and may come back as the same incident for half an hour. */
export const IncidentState = z.enum(['open', 'recovered', 'closed', 'merged']);
export type IncidentState = z.infer<typeof IncidentState>;

/** An incident as it stands. */
export const Incident = IncidentFact.pick({
  id: true,
  type: true,
  scope: true,
  severity: true,
  cause: true,
  affected: true,
  because: true,
}).extend({
  state: IncidentState,
  /** The division that it lies in. */
  area: z.string(),
  /** When the trouble began, as far as the evidence tells. */
  since: TimeMs,
  /** When it was called. */
  openedAt: TimeMs,
  updatedAt: TimeMs,
  recoveredAt: TimeMs.nullable(),
  closedAt: TimeMs.nullable(),
  /** How often it came back. */
  reopened: z.int().min(0),
  flapping: z.boolean(),
});
export type Incident = z.infer<typeof Incident>;

/** A sentence for people, in both languages of the wall. Facts carry it as `because.words`. */
export const Words = z.object({ zh: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;

export const IncidentPlace = z.object({
  /** What people call the node, device or division; its id where nobody has named it; '' for the platform. */
  name: z.string(),
  /** The divisions it lies in, nearest first, without the site's top. */
  areas: z.array(z.object({ code: z.string(), name: z.string() })),
  /** WGS 84; null where the site does not say. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type IncidentPlace = z.infer<typeof IncidentPlace>;

/** An incident as a wall shows it: its place by name, its evidence in words (null where it has none). */
export const IncidentView = Incident.omit({ because: true }).extend({
  place: IncidentPlace,
  words: Words.nullable(),
  /** How strongly the evidence spoke for it (log-likelihood) and how strongly it had to; null for rules without. */
  strength: z.object({ reached: z.number(), needed: z.number() }).nullable(),
});
export type IncidentView = z.infer<typeof IncidentView>;

export const SummaryFact = z.object({
  at: TimeMs,
  kind: z.literal('summary'),
  messages: z.int().min(0),
  rejected: z.record(z.string(), z.int().min(0)),
  incidents: z.int().min(0),
});
export type SummaryFact = z.infer<typeof SummaryFact>;
