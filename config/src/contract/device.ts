import { z } from 'zod';
import { BootId, DeviceId, TimeMs } from './ids.ts';
import { DeviceClassName } from './messages.ts';
import { MetricName, MetricValue } from './telemetry.ts';

/** Four dimensions that are never collapsed into one light. */
export const LinkState = z.enum(['UNKNOWN', 'ONLINE', 'SUSPECT', 'OFFLINE', 'STANDBY', 'BLIND']);
export type LinkState = z.infer<typeof LinkState>;
export const SignalState = z.enum(['OK', 'WEAK', 'BAD', 'NA']);
export type SignalState = z.infer<typeof SignalState>;
export const PowerState = z.enum(['MAINS', 'BATTERY', 'GENSET', 'DEAD', 'NA']);
export type PowerState = z.infer<typeof PowerState>;
export const ServiceState = z.enum(['IDLE', 'PLAYING', 'FAULT', 'LOCKED', 'UNLOCKED', 'STUTTER', 'NA']);
export type ServiceState = z.infer<typeof ServiceState>;

/** UNASSIGNED: heard, but not in the site's files. CLOCK_UNTRUSTED: its clock is wrong by over a minute. */
export const DeviceFlag = z.enum([
  'UNASSIGNED',
  'CLOCK_UNTRUSTED',
  'FLAPPING',
  'MAINTENANCE',
  'QUARANTINED',
  'RETIRED',
]);
export type DeviceFlag = z.infer<typeof DeviceFlag>;

/** Why a link is in its state: shown, logged, counted and tested by this name. */
export const LinkReason = z.enum([
  'never_heard',
  'birth',
  'data',
  'event',
  'silence',
  'will',
  'will_unanswered',
  'shutdown',
  'restart',
  'upgrade',
  'standby',
  'return_overdue',
  'broker_link_lost',
  'server_restarted',
  'ingest_lag',
  'stalled',
  'mass_loss',
  'nothing_heard',
  'intake_blocked',
  'duplicate_id',
]);
export type LinkReason = z.infer<typeof LinkReason>;

export const DeviceView = z.object({
  id: DeviceId,
  class: DeviceClassName,
  county: z.string(),
  area: z.string(),
  node: z.string(),
  name: z.string(),
  /** Reporting interval in seconds. */
  T: z.number(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  link: LinkState,
  linkSince: TimeMs,
  linkBecause: LinkReason,
  signal: SignalState,
  /** Since when; null while it is NA. */
  signalSince: TimeMs.nullable(),
  power: PowerState,
  service: ServiceState,
  flags: z.array(DeviceFlag),
  lastSeenAt: TimeMs.nullable(),
  boot: BootId.nullable(),
  model: z.string().optional(),
  fw: z.string().optional(),
  metrics: z.record(MetricName, MetricValue),
});
export type DeviceView = z.infer<typeof DeviceView>;
