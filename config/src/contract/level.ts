import { z } from 'zod';
import { Actor, RecordId } from './handling.ts';
import { AreaCode, QueryTime, TimeMs } from './ids.ts';
import { Words } from './incident.ts';
import { ResponseLevel } from './service.ts';

/** A response level that somebody, a calendar or a warning has switched on for a region. */
export const LevelEntry = z.strictObject({
  id: z.string().min(1).max(128),
  level: ResponseLevel,
  region: AreaCode,
  from: TimeMs,
  /** Null: until somebody ends it. */
  to: TimeMs.nullable(),
  source: z.enum(['hand', 'calendar', 'warning']),
  /** What a person reads: why, or the warning's headline. */
  why: z.string().trim().min(1).max(512),
  by: Actor,
});
export type LevelEntry = z.infer<typeof LevelEntry>;

/** The level of a place at a time: that of the gravest entry that covers it. */
export const LevelAt = z.object({
  level: ResponseLevel,
  /** All that cover it, the gravest first; the first is the reason. */
  entries: z.array(LevelEntry),
});
export type LevelAt = z.infer<typeof LevelAt>;

export const LevelQuery = z.strictObject({ region: AreaCode.optional(), at: QueryTime.optional() });
export type LevelQuery = z.infer<typeof LevelQuery>;

export const LevelAnswer = z.object({
  at: TimeMs,
  region: AreaCode,
  /** Null on an ordinary day. */
  level: ResponseLevel.nullable(),
  /** What covers the region at the time, the gravest first. */
  entries: z.array(LevelEntry),
  /** In force at the time in a part of the region only. */
  inside: z.array(LevelEntry),
  /** When the next level begins or ends, anywhere; null where nothing is known to. */
  nextChangeAt: TimeMs.nullable(),
});
export type LevelAnswer = z.infer<typeof LevelAnswer>;

/** The body of `POST /levels`; nothing is switched on in the past. */
export const LevelBody = z
  .strictObject({
    level: ResponseLevel,
    region: AreaCode,
    why: z.string().trim().min(1).max(512),
    /** Now where it is missing. */
    from: TimeMs.optional(),
    to: TimeMs.nullable().default(null),
    by: RecordId.optional(),
  })
  .refine(({ from = 0, to }) => to === null || to > from, { path: ['to'], message: 'is not after from' });
export type LevelBody = z.infer<typeof LevelBody>;

export const LevelEnd = z.strictObject({ by: RecordId.optional() });

/** A day of the site's calendar. */
const Day = z.iso.date('expected a date like 2027-02-05');
/** A day of every year. */
const MonthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected a month and a day like 04-15');
const isLocal = (text: string): boolean => !text.endsWith('Z');
/** A time on the site's clock; a whole day where no time of day is said. */
const Moment = z.union([Day, z.iso.datetime({ local: true, precision: -1 }).refine(isLocal)], {
  error: 'expected a date like 2027-02-05, or with a time like 2027-02-05T18:00, on the clock of the site',
});
const name = z.string().trim().min(1).max(128);

const days = {
  name: z.object({ zh: name, en: name }),
  level: ResponseLevel,
  region: AreaCode,
  /** Given as they are: days that move with the moon, an evening. */
  times: z
    .array(z.strictObject({ from: Moment, to: Moment }))
    .max(100)
    .default([]),
  /** The same days each year; from one that is later than the last: over the turn of the year. */
  yearly: z
    .array(z.strictObject({ from: MonthDay, to: MonthDay }))
    .max(12)
    .default([]),
};

interface Days {
  times: readonly { from: string; to: string }[];
  yearly: readonly unknown[];
}

function checkDays({ times, yearly }: Days, { addIssue }: z.RefinementCtx): void {
  if (times.length + yearly.length === 0)
    addIssue({ code: 'custom', path: ['times'], message: 'names no days: times or yearly' });
  times.forEach(({ from, to }, i) => {
    const areAlike = from.length === to.length;
    const isForward = areAlike
      ? isWholeDay(from)
        ? to >= from
        : to > from
      : to.slice(0, 10) >= from.slice(0, 10);
    if (!isForward) addIssue({ code: 'custom', path: ['times', i, 'to'], message: 'is not after from' });
  });
}

const isWholeDay = (moment: string): boolean => moment.length === 10;

/** A response level that a calendar switches on: holidays, seasons, matches. Days count whole, the last included. */
export const CalendarEntry = z.strictObject({ id: RecordId, ...days }).superRefine(checkDays);
export type CalendarEntry = z.infer<typeof CalendarEntry>;

/** The body of `PUT /calendar/{id}`. */
export const CalendarBody = z.strictObject({ ...days, by: RecordId.optional() }).superRefine(checkDays);
export type CalendarBody = z.infer<typeof CalendarBody>;

/** Real: only `actual` ever switches a level. */
export const WarningStatus = z.enum(['actual', 'exercise', 'system', 'test', 'draft']);
export type WarningStatus = z.infer<typeof WarningStatus>;

export const WarningState = z.enum([
  'waiting',
  'in_force',
  'over',
  'cancelled',
  'replaced',
  /** An exercise, a test, a draft. */
  'not_actual',
  /** Says that another is over, or names no level. */
  'says_only',
]);
export type WarningState = z.infer<typeof WarningState>;

/** A warning of somebody else (CAP 1.2) that concerns this site. */
export const Warning = z.object({
  id: z.string().max(64),
  identifier: z.string().max(256),
  sender: z.string().max(256),
  sent: TimeMs,
  status: WarningStatus,
  message: z.enum(['alert', 'update', 'cancel']),
  /** What it updates or cancels. */
  references: z
    .array(z.object({ sender: z.string().max(256), identifier: z.string().max(256), sent: TimeMs }))
    .max(100),
  parts: z
    .array(
      z.object({
        event: z.string().max(256),
        headline: Words,
        /** Null where the severity is not known or the danger is over. */
        level: ResponseLevel.nullable(),
        from: TimeMs,
        to: TimeMs,
        regions: z.array(AreaCode).max(500),
      }),
    )
    .max(20),
  /** Areas in its own words that are not divisions of this site. */
  elsewhere: z.array(z.string().max(256)).max(500),
  takenAt: TimeMs,
  /** How it came in: by hand, or the folder or feed. */
  via: z.string().max(256),
  by: Actor,
  /** By hand, before its time. */
  ended: z.object({ at: TimeMs, by: Actor }).nullable(),
});
export type Warning = z.infer<typeof Warning>;

export const WarningView = Warning.extend({
  state: WarningState,
  /** Since when it no longer holds, where something other than its time ended it. */
  endedAt: TimeMs.nullable(),
  /** The warning that cancelled or replaced it. */
  endedBy: z.string().nullable(),
});
export type WarningView = z.infer<typeof WarningView>;

export const WarningQuery = z.strictObject({
  region: AreaCode.optional(),
  state: WarningState.optional(),
});
export const WarningList = z.object({ items: z.array(WarningView) });
export type WarningList = z.infer<typeof WarningList>;

/** What became of a warning that was handed in. */
export const WarningOutcome = z.object({
  /** `known`: it was there already, nothing has changed; `elsewhere`: it concerns no place of this site. `full`: too many hold. */
  outcome: z.enum(['taken', 'known', 'elsewhere', 'full']),
  /** Null where it was not kept. */
  warning: WarningView.nullable(),
  /** Areas that are not divisions of this site, as the warning names them. */
  unknownAreas: z.array(z.string()),
  /** What may surprise: a cancellation of something unknown, an exercise, no known severity. */
  remarks: z.array(Words),
});
export type WarningOutcome = z.infer<typeof WarningOutcome>;
