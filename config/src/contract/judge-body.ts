import { z } from 'zod';
import type { Hist, Sample } from './messages.ts';
import { Hist as HistSchema, MAX_HIST_SAMPLES, Sample as SampleSchema } from './messages.ts';
import { hasTooManyMetrics, plainSample } from './plain-data.ts';
import { MAX_METRICS_PER_MESSAGE } from './telemetry.ts';
import type { MessageOf, UplinkVerb } from './topics.ts';
import { MESSAGE_SCHEMAS } from './topics.ts';

/** `detail`: the first fault, with its path. */
export type Judged<Body> = { ok: true; body: Body } | { ok: false; detail: string };

/**
 * As the schema of the verb judges, but it ends at the first fault: a schema goes on and names them all,
 * and 64 KiB can hold thousands, each of which costs more than a good message.
 */
export function judgeBody<V extends UplinkVerb>(verb: V, value: unknown): Judged<MessageOf<V>>;
export function judgeBody(verb: UplinkVerb, value: unknown): Judged<MessageOf<UplinkVerb>> {
  if (verb === 'hist') return judgeHist(value);
  return verb === 'data' && hasTooManyMetrics(value) ? TOO_MANY : bySchema(MESSAGE_SCHEMAS[verb], value);
}

const TOO_MANY = { ok: false, detail: `m: at most ${MAX_METRICS_PER_MESSAGE} metrics` } as const;

const HistOfAnything = HistSchema.extend({
  samples: z.array(z.unknown()).min(1).max(MAX_HIST_SAMPLES),
});

function judgeHist(value: unknown): Judged<Hist> {
  const whole = bySchema(HistOfAnything, value);
  if (!whole.ok) return whole;
  const samples: Sample[] = [];
  for (const [i, raw] of whole.body.samples.entries()) {
    const judged = judgeSample(raw);
    if (!judged.ok) return { ok: false, detail: `samples.${i}.${judged.detail}` };
    samples.push(judged.body);
  }
  return { ok: true, body: { ...whole.body, samples } };
}

function judgeSample(value: unknown): Judged<Sample> {
  const plain = plainSample(value);
  if (plain) return { ok: true, body: plain };
  return hasTooManyMetrics(value) ? TOO_MANY : bySchema(SampleSchema, value);
}

function bySchema<S extends z.ZodType>(schema: S, value: unknown): Judged<z.output<S>> {
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, body: parsed.data } : { ok: false, detail: first(parsed.error.issues) };
}

function first(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const issue = issues[0];
  return issue
    ? `${issue.path.map(String).join('.') || 'payload'}: ${issue.message}`.slice(0, 256)
    : 'schema';
}
