import type { Metrics } from '@fengsui/config/contract';
import type { z } from 'zod';
import type { Host } from './host.ts';

/** What one run of a check found. */
export type CheckOutcome =
  /** A null value says: asked, no answer. */
  | { kind: 'measured'; metrics: Metrics }
  /** The hardware or the program is not there: no fault, and asked again only rarely. */
  | { kind: 'absent'; why: string }
  /** It is there and did not answer properly. */
  | { kind: 'failed'; why: string };

export interface Check {
  /** Unique among the checks of a probe; the `check` argument of the command `run_check`. */
  readonly name: string;
  /** Runs at most this often; without it in every round. */
  readonly everyMs?: number | undefined;
  /** How soon it is run again where nothing was found; 10 minutes if not said, 0 where looking is cheap. */
  readonly absentEveryMs?: number | undefined;
  /** How long one run may take, where the runner's own limit does not fit. */
  readonly deadlineMs?: number | undefined;
  /** Stops its work when `signal` is aborted. May throw: that counts as failed. */
  run(signal: AbortSignal): Promise<CheckOutcome>;
}

/** A kind of check: what may be set, and the checks which those settings ask for. */
export interface CheckDefinition<S extends z.ZodType> {
  settings: S;
  create(settings: z.infer<S>, host: Host): Check[];
}

/** Lets the type of `settings` be inferred. */
export function defineCheck<S extends z.ZodType>(definition: CheckDefinition<S>): CheckDefinition<S> {
  return definition;
}
