import { z } from 'zod';
import { AreaCode, DeviceId, NodeId, TimeMs } from './ids.ts';
import { Words } from './incident.ts';

/** Where an incident stands with the people who deal with it; its trouble has a state of its own. */
export const Stage = z.enum(['detected', 'acknowledged', 'dispatched', 'restored', 'fed_back', 'closed']);
export type Stage = z.infer<typeof Stage>;

/** Ids of what people keep: persons, teams, channels. */
export const RecordId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'expected 1 to 64 of a-z, 0-9, _ and -');
export type RecordId = z.infer<typeof RecordId>;

/** Who did something: a person, or the program itself by the name of its part. */
export const Actor = z.object({
  kind: z.enum(['person', 'program']),
  id: z.string().max(64),
  name: z.string().max(64),
});
export type Actor = z.infer<typeof Actor>;

export const Owner = z.object({
  kind: z.enum(['person', 'team']),
  id: z.string().max(64),
  name: z.string().max(64),
});
export type Owner = z.infer<typeof Owner>;

/** What a service clock may wait for. */
export const Milestone = z.enum(['responded', 'contacted', 'located', 'restored', 'visited', 'fed_back']);
export type Milestone = z.infer<typeof Milestone>;

/** Why a clock may stand still; each pause is shown and counted. */
export const PauseReason = z.enum(['waiting_customer', 'third_party', 'no_access', 'force_majeure']);
export type PauseReason = z.infer<typeof PauseReason>;

export const HandlingChange = z.enum([
  'detected',
  'acknowledged',
  'ack_expired',
  'assigned',
  'noted',
  'dispatched',
  'restored',
  'disputed',
  'fed_back',
  'closed',
  'reopened',
  'merged',
  'reported',
  'paused',
  'resumed',
  'force_majeure_claimed',
  'force_majeure_confirmed',
  'force_majeure_refused',
  'force_majeure_ended',
  'promised',
  'breached',
  'stuck',
]);
export type HandlingChange = z.infer<typeof HandlingChange>;

/** A line of an incident's timeline that says who did what, when and why. Never changed, never taken back. */
export const HandlingFact = z.object({
  at: TimeMs,
  kind: z.literal('handling'),
  change: HandlingChange,
  /** The incident. */
  id: z.string(),
  by: Actor,
  /** In the words of whoever did it. */
  why: z.string().nullable(),
  stage: Stage,
  owner: Owner,
  /** What it rests on, in data. */
  because: z.record(z.string(), z.json()),
});
export type HandlingFact = z.infer<typeof HandlingFact>;

export const ReportChannel = z.enum([
  'hotline',
  'qr',
  'walk_in',
  'mailbox',
  'reception_day',
  'visit',
  'other',
]);
export type ReportChannel = z.infer<typeof ReportChannel>;

const Note = z.string().trim().min(1).max(2_000);

/** What every act may say. `by` is the id of a person; without it, whoever signed in. */
const act = { by: RecordId.optional(), note: Note.optional() };

const Target = z.strictObject({ kind: z.enum(['person', 'team']), id: RecordId });

/** The bodies of `POST /incidents/{id}/{act}`. */
export const Acts = {
  acknowledge: z.strictObject(act),
  /** Without `to`: to whoever does it. */
  assign: z.strictObject({ ...act, to: Target.optional() }),
  note: z
    .strictObject({ ...act, milestone: z.enum(['contacted', 'located', 'visited']).optional() })
    .refine(
      ({ note, milestone }) => note !== undefined || milestone !== undefined,
      'says nothing: note or milestone',
    ),
  dispatch: z.strictObject({
    ...act,
    /** Without it, whoever owns it goes. */
    to: Target.optional(),
    /** When somebody will be there, ms UTC. */
    appointmentAt: TimeMs.optional(),
    /** The number of the work order elsewhere. */
    order: z.string().max(64).optional(),
  }),
  /** `dispute`: keep the claim although devices speak against it. */
  resolve: z.strictObject({
    ...act,
    cause: z.string().max(128).optional(),
    dispute: z.boolean().default(false),
  }),
  feedback: z.strictObject({
    ...act,
    /** Somebody answered. */
    reached: z.boolean().default(true),
    /** 1 to 5, where the customer said so. */
    satisfaction: z.int().min(1).max(5).optional(),
  }),
  close: z.strictObject(act),
  pause: z.strictObject({ ...act, reason: PauseReason.exclude(['force_majeure']) }),
  resume: z.strictObject(act),
  'force-majeure': z.strictObject({ ...act, from: TimeMs.optional(), to: TimeMs.optional() }),
  'force-majeure-decision': z.strictObject({ ...act, confirm: z.boolean() }),
  'force-majeure-end': z.strictObject(act),
} as const;
export type ActName = keyof typeof Acts;
export type Act<N extends ActName = ActName> = z.infer<(typeof Acts)[N]>;

/** What somebody says is wrong; joined to the open incident that explains it. No name, no number of a customer. */
export const ReportBody = z
  .strictObject({
    by: RecordId.optional(),
    channel: ReportChannel,
    words: z.string().trim().min(1).max(500),
    area: AreaCode.optional(),
    device: DeviceId.optional(),
    node: NodeId.optional(),
    /** When it was said, ms UTC; now where it is missing. */
    at: TimeMs.optional(),
    /** The customer went over our heads: other clocks run. */
    escalated: z.boolean().default(false),
    /** The number of the ticket elsewhere. */
    ref: z.string().max(64).optional(),
  })
  .refine(
    ({ area, device, node }) => [area, device, node].some(Boolean),
    'names no place: area, device or node',
  );
export type ReportBody = z.infer<typeof ReportBody>;

export const IncidentBody = z
  .strictObject({
    by: RecordId.optional(),
    severity: z.enum(['critical', 'major', 'minor', 'warning']),
    words: z.string().trim().min(1).max(500),
    area: AreaCode.optional(),
    device: DeviceId.optional(),
    node: NodeId.optional(),
    homes: z.int().min(0).max(100_000_000).default(0),
  })
  .refine(
    ({ area, device, node }) => [area, device, node].some(Boolean),
    'names no place: area, device or node',
  );
export type IncidentBody = z.infer<typeof IncidentBody>;

/** A promise of a service profile, as it stands for one incident at the time of asking. */
export const ServiceClock = z.object({
  id: z.string(),
  name: Words,
  profile: z.string(),
  startedAt: TimeMs,
  withinMs: z.int().min(1),
  /** Start, promise and pauses together. */
  dueAt: TimeMs,
  /** `met` and `late` are over; `overdue` still runs; `void`: nobody waits for it any more. */
  state: z.enum(['running', 'paused', 'overdue', 'met', 'late', 'void']),
  metAt: TimeMs.nullable(),
  /** Without pauses. */
  elapsedMs: z.int().min(0),
  pausedMs: z.int().min(0),
});
export type ServiceClock = z.infer<typeof ServiceClock>;

/** What is dealt with first: consequence, raised by the response level that holds there. */
export const Priority = z.enum(['high', 'medium', 'low']);
export type Priority = z.infer<typeof Priority>;

/** What is known of one incident's handling; its clocks are counted for the time of the answer. */
export const Handling = z.object({
  priority: Priority,
  stage: Stage,
  owner: Owner,
  /** The soonest promise or dwell limit that is not met; null once closed. */
  dueAt: TimeMs.nullable(),
  clocks: z.array(ServiceClock),
  /** A person says it is restored, the devices say otherwise. */
  disputed: z.boolean(),
  /** The stage has lasted longer than it may, since then. */
  stuckSince: TimeMs.nullable(),
  reports: z.int().min(0),
  team: z.string(),
});
export type Handling = z.infer<typeof Handling>;
