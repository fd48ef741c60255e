import { z } from 'zod';
import { IntervalS } from './ids.ts';
import { Severity } from './incident.ts';
import { DeviceClassName } from './messages.ts';
import { MetricName } from './telemetry.ts';

const Pair = z.object({ enter: z.number(), exit: z.number() });

/** One row of thresholds. `side` says which way is worse; `enter` and `exit` differ against flutter. */
export const Threshold = z.object({
  metric: MetricName,
  side: z.enum(['low', 'high']),
  /** What it tells of. Only rows of the signal, which is where nothing is said, make a signal weak or bad. */
  of: z.enum(['signal', 'supply', 'home']).optional(),
  /** Holds only where another metric has this value, e.g. the modulation. */
  when: z.object({ metric: MetricName, is: z.number() }).optional(),
  weak: Pair.optional(),
  bad: Pair.optional(),
  /** Where the numbers come from. */
  source: z.string(),
});
export type Threshold = z.infer<typeof Threshold>;

/** A device class is data; no code branches on its name. */
export const DeviceClass = z.object({
  class: DeviceClassName,
  zh: z.string(),
  en: z.string(),
  /** Default reporting interval, seconds. */
  T: IntervalS,
  /** Whether the silence of one such device alone concerns somebody. */
  aloneMatters: z.boolean(),
  /** How bad it is when one is lost alone; minor unless said. */
  aloneSeverity: Severity.optional(),
  /** SUSPECT after suspectFactor × T + suspectSlackS, OFFLINE after offlineFactor × T. */
  timers: z.object({
    suspectFactor: z.number().min(1),
    suspectSlackS: z.number().min(0),
    offlineFactor: z.number().min(1),
    /** A will without a new birth within this time is a loss, seconds. */
    willGraceS: z.number().min(0),
    /** An announced restart or upgrade that is not over within this time is a loss, seconds. */
    returnGraceS: z.number().min(0),
  }),
  /** The metrics that matter most, in the order in which they are shown. */
  metrics: z.array(MetricName),
  thresholds: z.array(Threshold),
});
export type DeviceClass = z.infer<typeof DeviceClass>;
