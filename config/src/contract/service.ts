import { z } from 'zod';
import { Milestone, RecordId } from './handling.ts';
import { AreaCode } from './ids.ts';
import { Cause, IncidentType, Severity, Words } from './incident.ts';
import { DeviceClassName } from './messages.ts';

const MINUTE_MS = 60_000;
const Within = z
  .int()
  .min(MINUTE_MS)
  .max(366 * 24 * 60 * MINUTE_MS);

/** I is the gravest, IV the lightest; undefined on an ordinary day. */
export const ResponseLevel = z.enum(['I', 'II', 'III', 'IV']);
export type ResponseLevel = z.infer<typeof ResponseLevel>;

/** Which incidents something is meant for; what is not named does not matter. */
export const IncidentMatch = z.strictObject({
  types: z.array(IncidentType).min(1).max(16).optional(),
  severities: z.array(Severity).min(1).max(5).optional(),
  causes: z.array(Cause).min(1).max(16).optional(),
  /** Of the device that it is about. */
  classes: z.array(DeviceClassName).min(1).max(16).optional(),
  /** Divisions; those inside count too. */
  areas: z.array(AreaCode).min(1).max(500).optional(),
  rural: z.boolean().optional(),
  levels: z.array(ResponseLevel).min(1).max(4).optional(),
  /** Whether a customer has said so. */
  reported: z.boolean().optional(),
  escalated: z.boolean().optional(),
});
export type IncidentMatch = z.infer<typeof IncidentMatch>;

/** A promise: this milestone within this time. Of several times the first that fits holds. */
export const ClockRule = z.strictObject({
  id: RecordId,
  name: Words,
  until: Milestone,
  withinMs: Within,
  unless: z
    .array(z.strictObject({ when: IncidentMatch, withinMs: Within }))
    .max(16)
    .default([]),
});
export type ClockRule = z.infer<typeof ClockRule>;

export const ServiceProfile = z.strictObject({
  id: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,31}$/),
  name: Words,
  /**
   * `known`: the earlier of detection and first report. `escalated`: when a customer first went over our
   * heads, or else the first report.
   */
  start: z.enum(['known', 'detected', 'reported', 'escalated']),
  clocks: z.array(ClockRule).min(1).max(8),
  /** Time of a confirmed force majeure is taken out. */
  excludesForceMajeure: z.boolean().default(true),
});
export type ServiceProfile = z.infer<typeof ServiceProfile>;

/** A version of what an operator promises: profiles, and which incident gets which; the first rule that fits. */
export const ServiceStandard = z
  .strictObject({
    version: z.string().min(1).max(32),
    profiles: z.array(ServiceProfile).min(1).max(32),
    rules: z.array(z.strictObject({ when: IncidentMatch, profile: z.string() })).max(64),
    /** Where no rule fits. */
    otherwise: z.string(),
  })
  .superRefine(({ profiles, rules, otherwise }, context) => {
    const known = new Set(profiles.map(({ id }) => id));
    if (known.size < profiles.length)
      context.addIssue({ code: 'custom', path: ['profiles'], message: 'names a profile twice' });
    if (!known.has(otherwise))
      context.addIssue({ code: 'custom', path: ['otherwise'], message: 'is not one of the profiles' });
    rules.forEach(({ profile }, i) => {
      if (!known.has(profile))
        context.addIssue({
          code: 'custom',
          path: ['rules', i, 'profile'],
          message: 'is not one of the profiles',
        });
    });
  });
export type ServiceStandard = z.infer<typeof ServiceStandard>;
