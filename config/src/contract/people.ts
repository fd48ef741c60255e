import { z } from 'zod';
import { RecordId } from './handling.ts';
import { AreaCode, QueryTime, TimeMs } from './ids.ts';
import { Severity, Words } from './incident.ts';

/** A time of day in the site's zone. */
export const DayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time like 08:30');
export type DayTime = z.infer<typeof DayTime>;

/** One way to reach a person: a channel that is set up, and the person's address there. */
export const ContactWay = z.strictObject({
  channel: RecordId,
  /** What the channel needs to find the person: a number, an address, a user id; '' where the channel is one group. */
  address: z.string().max(2_048).default(''),
  /** Only for these; for all where none is named. */
  severities: z.array(Severity).max(5).default([]),
});
export type ContactWay = z.infer<typeof ContactWay>;

export const Person = z.strictObject({
  id: RecordId,
  name: z.string().trim().min(1).max(64),
  /** In the order in which they are tried. */
  ways: z.array(ContactWay).max(8).default([]),
  /** At night only for these severities; the rest waits for the morning. */
  quiet: z
    .strictObject({
      from: DayTime,
      to: DayTime,
      except: z.array(Severity).max(5).default(['critical', 'major']),
    })
    .optional(),
});
export type Person = z.infer<typeof Person>;

/** People who take turns. Hand-overs are times of the site's zone, whatever its clocks do. */
export const Rotation = z.strictObject({
  id: RecordId,
  members: z.array(RecordId).min(1).max(64),
  /** The first member's first turn begins with the first hand-over at or after this, ms UTC. */
  since: TimeMs,
  /** A cron pattern of five fields in the site's zone, like `0 8 * * *` or `0 8 * * 1`. */
  handover: z.string().min(1).max(64),
  /** Of several rotations the first that is on duty at the time counts: nights, weekends. None: always. */
  hours: z
    .strictObject({
      from: DayTime,
      to: DayTime,
      days: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
    })
    .optional(),
});
export type Rotation = z.infer<typeof Rotation>;

/** Somebody stands in; the newest that covers a time counts. */
export const Override = z
  .strictObject({
    id: RecordId,
    person: RecordId,
    from: TimeMs,
    to: TimeMs,
    why: z.string().max(256).default(''),
  })
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'is not after from' });
export type Override = z.infer<typeof Override>;

/** After so long without an acknowledgement, these are called as well. */
export const EscalationStep = z.strictObject({
  afterMs: z
    .int()
    .min(0)
    .max(24 * 3_600_000),
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('on_call') }),
    z.strictObject({ kind: z.literal('lead') }),
    z.strictObject({ kind: z.literal('person'), id: RecordId }),
    z.strictObject({ kind: z.literal('team'), id: RecordId }),
  ]),
});
export type EscalationStep = z.infer<typeof EscalationStep>;

export const Team = z.strictObject({
  id: RecordId,
  name: Words,
  /** The divisions it serves; of several teams the one whose division is nearest. */
  areas: z.array(AreaCode).max(500),
  lead: RecordId.optional(),
  rotations: z.array(Rotation).max(8).default([]),
  overrides: z.array(Override).max(200).default([]),
  escalation: z.array(EscalationStep).max(10).default([]),
});
export type Team = z.infer<typeof Team>;

/** Who is on duty for a place at a time, and why that one. */
export const OnCallAnswer = z.object({
  at: TimeMs,
  area: AreaCode,
  team: z.object({ id: z.string(), name: Words }).nullable(),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  because: z.enum(['override', 'rotation', 'lead', 'nobody']),
  /** The end of this turn; null where nothing ends it. */
  until: TimeMs.nullable(),
  next: z.object({ id: z.string(), name: z.string() }).nullable(),
  steps: z.array(
    z.object({ afterMs: z.int(), persons: z.array(z.object({ id: z.string(), name: z.string() })) }),
  ),
});
export type OnCallAnswer = z.infer<typeof OnCallAnswer>;

/** A part of a turn, cut to the window that was asked for. */
export const OnCallTurn = z.object({
  from: TimeMs,
  /** No longer part of it. */
  to: TimeMs,
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  because: OnCallAnswer.shape.because,
});
export type OnCallTurn = z.infer<typeof OnCallTurn>;

/** The longest window of a calendar of turns. */
export const MAX_CALENDAR_DAYS = 62;

/** Turns and hand-overs are known up to here. */
const Within = QueryTime.refine((at) => at < Date.UTC(2199, 0, 1), 'is beyond the year 2198');
const Place = z.string().trim().min(1).max(64).describe('the code of a division, or its name');

export const OnCallQuery = z.strictObject({ area: Place, at: Within.optional() });
export type OnCallQuery = z.infer<typeof OnCallQuery>;

export const OnCallCalendarQuery = z
  .strictObject({ area: Place, from: Within.optional(), to: Within.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || to > from, {
    path: ['to'],
    message: 'is not after from',
  });
export type OnCallCalendarQuery = z.infer<typeof OnCallCalendarQuery>;

/** Who has which turn in a window; the turns follow each other without a gap. */
export const OnCallCalendar = z.object({
  area: AreaCode,
  from: TimeMs,
  to: TimeMs,
  team: OnCallAnswer.shape.team,
  turns: z.array(OnCallTurn),
  /** There are more turns than are answered at once; the last one given ends where they go on. */
  more: z.boolean(),
});
export type OnCallCalendar = z.infer<typeof OnCallCalendar>;

export const OnCallBoardQuery = z
  .strictObject({ from: Within.optional(), to: Within.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || to > from, {
    path: ['to'],
    message: 'is not after from',
  });

/** Every county and the whole: who is on duty now, the turns of a window, who stands in from now on. */
export const OnCallBoard = z.object({
  at: TimeMs,
  from: TimeMs,
  to: TimeMs,
  rows: z.array(
    z.object({
      area: AreaCode,
      name: z.string(),
      now: OnCallAnswer,
      turns: z.array(OnCallTurn),
      more: z.boolean(),
      overrides: z.array(Override),
    }),
  ),
  /** Everybody who can stand in. */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type OnCallBoard = z.infer<typeof OnCallBoard>;
export type OnCallRow = OnCallBoard['rows'][number];

/** `version` counts its changes: who sends it along changes nothing that another has changed meanwhile. */
const version = z.int().min(1);
export const PersonAnswer = Person.extend({ version });
export type PersonAnswer = z.infer<typeof PersonAnswer>;
export const TeamAnswer = Team.extend({ version });
export type TeamAnswer = z.infer<typeof TeamAnswer>;

/** The version that is to be changed; 0 for what is not to be there yet. Whichever it is, without one. */
export const ChangeQuery = z.strictObject({ version: z.coerce.number().int().min(0).optional() });

/** An override as it is sent; its id is given to it. */
export const OverrideBody = z
  .strictObject({
    person: RecordId,
    from: TimeMs,
    to: TimeMs,
    why: z.string().trim().max(256).default(''),
  })
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'is not after from' });
export type OverrideBody = z.infer<typeof OverrideBody>;

/** `on-call.yaml` of a site, optional: persons and teams to begin with. Afterwards people change them in place. */
export const OnCallFile = z.strictObject({
  persons: z.array(Person).max(2_000),
  teams: z.array(Team).max(500),
});
export type OnCallFile = z.infer<typeof OnCallFile>;
