import { z } from 'zod';
import { AreaCode, QueryTime, TimeMs } from './ids.ts';
import { IncidentType, Words } from './incident.ts';

const Count = z.int().min(0);

/** `fair`: more than aimed at, but manageable; `open`: there is no aim. Fewer than five say nothing. */
export const QualityState = z.enum(['good', 'fair', 'poor', 'too_few', 'open']);
export type QualityState = z.infer<typeof QualityState>;

/** A share; null where there is nothing to have a share of. */
export const QualityShare = z.object({
  numerator: Count,
  denominator: Count,
  ratio: z.number().min(0).max(1).nullable(),
  /** At most this; null where nothing is aimed at. */
  target: z.number().min(0).max(1).nullable(),
  state: QualityState,
});
export type QualityShare = z.infer<typeof QualityShare>;

export const Flood = z.object({ operator: z.string(), from: TimeMs, to: TimeMs, peak: Count });
export type Flood = z.infer<typeof Flood>;

/** What the alarms of a while were like for those who got them (ISA-18.2, EEMUA 191). From inclusive, to exclusive. */
export const AlarmQuality = z.object({
  from: TimeMs,
  to: TimeMs,
  /** Messages that asked somebody to do something, for each operator in ten minutes. */
  rate: z.object({
    alarms: Count,
    operators: Count,
    /** Operators times ten minutes. */
    slots: z.number().min(0),
    mean: z.number().min(0).nullable(),
    /** The most that one operator got in any ten minutes; null where nobody got any. */
    most: z.object({ operator: z.string(), at: TimeMs, count: Count }).nullable(),
    target: z.number(),
    state: QualityState,
  }),
  /** From more than ten in ten minutes until fewer than five; shares of the operators’ time, in ms. */
  floods: QualityShare.extend({ count: Count, longest: z.array(Flood) }),
  /** Sources that changed three times or more within a minute, of all that changed. */
  chattering: QualityShare.extend({ sources: z.array(z.string()) }),
  /** Active for more than a day without a break, of all that were active. */
  stale: QualityShare.extend({ incidents: z.array(z.string()) }),
  /** Of the messages; what is aimed at is 80 % low, 15 % medium and 5 % high. */
  priorities: z.object({ high: QualityShare, medium: QualityShare, low: QualityShare }),
  /** The ten sources that most messages were about, of all messages. */
  topTen: QualityShare.extend({
    sources: z.array(z.object({ source: z.string(), type: IncidentType, alarms: Count })),
  }),
  /** From opening to the first acknowledgement, of what was opened in the window. */
  acknowledged: z.object({
    count: Count,
    /** Opened in the window and never acknowledged. */
    never: Count,
    sumMs: Count,
    meanMs: z.number().min(0).nullable(),
    state: QualityState,
  }),
  /** Closed with nothing done, of all that was closed in the window. */
  nuisance: QualityShare,
});
export type AlarmQuality = z.infer<typeof AlarmQuality>;

export const AlarmQualityQuery = z.strictObject({
  /** A week ago where it is missing. */
  from: QueryTime.optional(),
  /** Now where it is missing. */
  to: QueryTime.optional(),
  region: AreaCode.optional(),
});
export type AlarmQualityQuery = z.infer<typeof AlarmQualityQuery>;

export const AlarmQualityAnswer = AlarmQuality.extend({ region: AreaCode });
export type AlarmQualityAnswer = z.infer<typeof AlarmQualityAnswer>;

/** What a kind of alarm asks of people: one that asks for nothing is no alarm. */
export const AlarmType = z.object({
  type: IncidentType,
  name: Words,
  /** What to do. */
  action: Words,
  /** What happens if nobody does. */
  consequence: Words,
  respondWithinMs: z.int().min(60_000),
});
export type AlarmType = z.infer<typeof AlarmType>;
