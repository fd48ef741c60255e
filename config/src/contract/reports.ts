import { z } from 'zod';
import { Owner, PauseReason, ReportChannel, Stage } from './handling.ts';
import { AreaCode, QueryTime, TimeMs } from './ids.ts';
import { Cause, IncidentType, Severity, Words } from './incident.ts';
import { ServiceStandard } from './service.ts';

/** Items of one list in a report; of more, the most urgent, and how many were left off. */
export const MAX_REPORT_ITEMS = 1_000;

const Count = z.int().min(0);

/** Green from 95 %, yellow from 90 %, red below; fewer than 5 say nothing. */
export const FigureState = z.enum(['green', 'yellow', 'red', 'too_few']);
export type FigureState = z.infer<typeof FigureState>;

export const Figure = z.object({
  numerator: Count,
  denominator: Count,
  /** Null where nothing was counted. */
  ratio: z.number().min(0).max(1).nullable(),
  state: FigureState,
});
export type Figure = z.infer<typeof Figure>;

/** Null where nothing was counted. */
export const MeanTime = z.object({ sumMs: Count, count: Count, meanMs: z.number().min(0).nullable() });
export type MeanTime = z.infer<typeof MeanTime>;

/** One promise of a profile; `took`: what was met, in time or late, from its start and without pauses. */
export const ClockFigure = Figure.extend({
  profile: z.string(),
  id: z.string(),
  name: Words,
  took: MeanTime,
});
export type ClockFigure = z.infer<typeof ClockFigure>;

export const FigureSet = z.object({
  /** Became known in the window. */
  opened: Count,
  closed: Count,
  /** These four as they stand at the end of the window, or now if that is earlier. */
  open: Count,
  overdue: Count,
  stuck: Count,
  disputed: Count,
  /** Promises met in time, of those that were met, broken, or are still open past due. */
  timeliness: Figure,
  /** The same for each promise. */
  clocks: z.array(ClockFigure),
  /** Answered by a person within three hours of becoming known; pauses are not taken out. */
  firstResponse: Figure,
  /** From becoming known to being restored, of what was restored in the window; pauses are not taken out. */
  handling: MeanTime,
  /** How often clocks were stopped, and for how long within the window. */
  pauses: z.array(z.object({ reason: PauseReason, count: Count, ms: Count })),
});
export type FigureSet = z.infer<typeof FigureSet>;

/** Of a county (its code) or a team (its id); '' stands for what lies in none. */
export const FigureGroup = FigureSet.extend({ id: z.string(), name: Words });
export type FigureGroup = z.infer<typeof FigureGroup>;

/** From inclusive, to exclusive. */
export const WindowFigures = z.object({
  from: TimeMs,
  to: TimeMs,
  all: FigureSet,
  counties: z.array(FigureGroup),
  teams: z.array(FigureGroup),
});
export type WindowFigures = z.infer<typeof WindowFigures>;

export const BrokenPromise = z.object({
  profile: z.string(),
  id: z.string(),
  name: Words,
  /** `late`: it is over; `overdue`: somebody still waits. */
  state: z.enum(['late', 'overdue']),
  dueAt: TimeMs,
  metAt: TimeMs.nullable(),
});
export type BrokenPromise = z.infer<typeof BrokenPromise>;

/** An incident in a list of a report. */
export const ReportItem = z.object({
  id: z.string(),
  area: z.string(),
  county: z.string(),
  team: z.string(),
  type: IncidentType,
  severity: Severity,
  cause: Cause,
  stage: Stage,
  owner: Owner,
  openedAt: TimeMs,
  dueAt: TimeMs.nullable(),
  broken: z.array(BrokenPromise),
  stuckSince: TimeMs.nullable(),
  disputed: z.boolean(),
});
export type ReportItem = z.infer<typeof ReportItem>;

const ItemList = z.object({ items: z.array(ReportItem).max(MAX_REPORT_ITEMS), leftOff: Count });
export type ItemList = z.infer<typeof ItemList>;

const head = {
  region: AreaCode,
  regionName: z.string(),
  /** The time of the answer. */
  at: TimeMs,
  figures: WindowFigures,
};

/** The dispatch sheet: what is open, by county and team, the most urgent first; and the figures of last week. */
export const WeeklyReport = z.object({
  kind: z.literal('weekly'),
  ...head,
  before: WindowFigures,
  open: ItemList,
});
export type WeeklyReport = z.infer<typeof WeeklyReport>;

/** The review: a month against the month before. */
export const MonthlyReport = z.object({
  kind: z.literal('monthly'),
  ...head,
  before: WindowFigures,
  /** Against the month before: ratios by how much, handling by ms; null where one of the two says nothing. */
  change: z.object({
    timeliness: z.number().nullable(),
    firstResponse: z.number().nullable(),
    meanHandlingMs: z.number().nullable(),
  }),
  /** Broken promises of the month, and in how many incidents. */
  breaches: z.array(
    z.object({ team: z.string(), name: Words, late: Count, overdue: Count, incidents: Count }),
  ),
  /** Incidents that became known in the month. */
  causes: z.array(z.object({ cause: Cause, incidents: Count, breached: Count })),
  reports: z.array(z.object({ channel: ReportChannel, count: Count })),
  breached: ItemList,
});
export type MonthlyReport = z.infer<typeof MonthlyReport>;

export const Report = z.discriminatedUnion('kind', [WeeklyReport, MonthlyReport]);
export type Report = z.infer<typeof Report>;

export const ReportPeriod = z.enum(['weekly', 'monthly']);
export type ReportPeriod = z.infer<typeof ReportPeriod>;

export const ReportQuery = z.strictObject({
  /** The whole site where it is missing. */
  region: AreaCode.optional(),
  /** A time within the week or month; now where it is missing. */
  at: QueryTime.optional(),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

export const BoardQuery = z.strictObject({
  region: AreaCode.optional(),
  /** Monday 00:00 of this week where it is missing. */
  from: QueryTime.optional(),
  /** Now where it is missing. */
  to: QueryTime.optional(),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

/** Red, yellow and green by county and team. */
export const BoardAnswer = z.object(head);
export type BoardAnswer = z.infer<typeof BoardAnswer>;

/** What the operator promises, and since when; version 0 is the built-in one, which nobody has replaced. */
export const StandardAnswer = z.object({
  standard: ServiceStandard,
  version: Count,
  at: TimeMs.nullable(),
  by: z.string().nullable(),
});
export type StandardAnswer = z.infer<typeof StandardAnswer>;
