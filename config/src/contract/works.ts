import { z } from 'zod';
import { Actor, RecordId } from './handling.ts';
import { AreaCode, TimeMs } from './ids.ts';
import { Words } from './incident.ts';
import { MetricName } from './telemetry.ts';
import { AreaScope } from './weak-area.ts';

/** What was done; the words say more. */
export const WorkKind = z.enum([
  're_tilt',
  'amplifier',
  'connector',
  'splice',
  'splitter',
  'new_site',
  'replan',
  'power',
  'other',
]);
export type WorkKind = z.infer<typeof WorkKind>;

const text = (max: number) => z.string().trim().min(1).max(max);
const work = {
  kind: WorkKind,
  title: text(128),
  /** Where it should help. */
  scope: AreaScope,
  from: TimeMs,
  /** Null while it goes on. */
  to: TimeMs.nullable(),
  note: text(2_048).nullable().default(null),
};
interface Span {
  from: number;
  to: number | null;
}
const isForward = ({ from, to }: Span): boolean => to === null || to >= from;
const forward = { path: ['to'], message: 'is before from' };

/** The record of works that were to improve the signal somewhere. */
export const Work = z.object({ id: RecordId, ...work, by: Actor, at: TimeMs });
export type Work = z.infer<typeof Work>;

/** The body of `POST /works` and of `PUT /works/{id}`. */
export const WorkBody = z.strictObject({ ...work, by: RecordId.optional() }).refine(isForward, forward);
export type WorkBody = z.infer<typeof WorkBody>;

export const WorkQuery = z.strictObject({ region: AreaCode.optional() });
export const WorkList = z.object({ items: z.array(Work) });
export type WorkList = z.infer<typeof WorkList>;

export const EffectQuery = z.strictObject({
  /** Days on each side. */
  days: z.coerce.number().int().min(1).max(180).default(28),
  metric: MetricName.optional(),
});
export type EffectQuery = z.infer<typeof EffectQuery>;

/** `no_difference`: none is shown, which does not say that there is none. */
export const EffectVerdict = z.enum(['better', 'worse', 'no_difference', 'too_few']);
export type EffectVerdict = z.infer<typeof EffectVerdict>;

/**
 * What a verdict rests on: whether the interval holds 0, or why there is none: nothing is past yet, no hour of
 * the week was measured on both sides with 5 devices or more, fewer than 3 days, or fewer than 5 tests.
 */
export const EffectReason = z.enum([
  'interval_beyond_zero',
  'interval_holds_zero',
  'no_after',
  'nothing_matched',
  'few_days',
  'few_tests',
]);
export type EffectReason = z.infer<typeof EffectReason>;

/** One side of a comparison. `n`: device-hours, or tests; `days`: days that it rests on. */
export const EffectSide = z.object({ value: z.number().nullable(), n: z.int().min(0), days: z.int().min(0) });
export type EffectSide = z.infer<typeof EffectSide>;

export const EffectFigure = z.object({
  what: z.enum(['weak_ratio', 'median', 'success_rate', 'throughput']),
  /** What was measured it by: the probes, or field tests, which are never mixed. */
  source: z.enum(['probes', 'field_tests']),
  metric: MetricName.nullable(),
  unit: z.string(),
  before: EffectSide,
  after: EffectSide,
  /** After less before, over the same hours of the week; null where a side is empty. */
  difference: z.number().nullable(),
  /** Of the difference, 95 %; days are drawn as wholes. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  verdict: EffectVerdict,
  because: EffectReason,
  /** What to know when reading it. */
  note: Words.nullable(),
});
export type EffectFigure = z.infer<typeof EffectFigure>;

/** Works that went on meanwhile, there, around it or within it: nobody can say which of them did it. */
export const MAX_OVERLAPS = 20;

export const EffectAnswer = z.object({
  work: Work,
  before: z.object({ from: TimeMs, to: TimeMs }),
  after: z.object({ from: TimeMs, to: TimeMs }),
  /** Hours of the week that were measured on both sides. */
  matchedHours: z.int().min(0).max(168),
  figures: z.array(EffectFigure),
  overlaps: z.array(Work.pick({ id: true, kind: true, title: true, from: true, to: true })).max(MAX_OVERLAPS),
});
export type EffectAnswer = z.infer<typeof EffectAnswer>;

export const MAX_FIELD_TESTS = 5_000;

/** A drive or walk test: one row of a CSV. At least one figure. */
export const FieldTest = z.object({
  at: TimeMs,
  area: AreaCode,
  lon: z.number().min(-180).max(180).nullable(),
  lat: z.number().min(-90).max(90).nullable(),
  /** Whether the call or session came about. */
  ok: z.boolean().nullable(),
  downMbps: z.number().min(0).nullable(),
  levels: z.partialRecord(MetricName, z.number()),
});
export type FieldTest = z.infer<typeof FieldTest>;

export const FieldBatch = z.object({
  id: RecordId,
  name: text(128),
  rows: z.int().min(1).max(MAX_FIELD_TESTS),
  from: TimeMs,
  to: TimeMs,
  by: Actor,
  at: TimeMs,
});
export type FieldBatch = z.infer<typeof FieldBatch>;
export const FieldBatchList = z.object({ items: z.array(FieldBatch) });

export const FieldBatchDetail = FieldBatch.extend({ tests: z.array(FieldTest).max(MAX_FIELD_TESTS) });
export type FieldBatchDetail = z.infer<typeof FieldBatchDetail>;

/** Query of `POST /field-tests`, whose body is the CSV. */
export const FieldImportQuery = z.strictObject({ name: text(128), by: RecordId.optional() });
