import { z } from 'zod';
import { TimeMs } from './ids.ts';

export const IncidentType = z.enum([
  'outage',
  'device_down',
  'weak_signal',
  'weak_area',
  'power',
  'silent_speaker',
  'duplicate_id',
  'platform',
]);
export const Severity = z.enum(['critical', 'major', 'minor', 'warning', 'info']);
export const Cause = z.enum(['LINK', 'POWER', 'BACKHAUL', 'PLANNED', 'WEATHER', 'PLATFORM', 'UNKNOWN']);
export const IncidentChange = z.enum(['opened', 'updated', 'reopened', 'recovered', 'closed', 'merged']);

export const Scope = z.object({
  kind: z.enum(['node', 'segment', 'device', 'area', 'platform']),
  id: z.string().max(256),
});

export const Affected = z.object({
  lost: z.int().min(0),
  monitored: z.int().min(0),
  homes: z.int().min(0),
  population: z.int().min(0),
});

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

export const SummaryFact = z.object({
  at: TimeMs,
  kind: z.literal('summary'),
  messages: z.int().min(0),
  rejected: z.record(z.string(), z.int().min(0)),
  incidents: z.int().min(0),
});
export type SummaryFact = z.infer<typeof SummaryFact>;
