import type { Metrics } from '@fengsui/config/contract';
import { MAX_METRICS_PER_MESSAGE } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import { createClock } from '../clock.ts';
import type { Check, CheckOutcome } from './check.ts';
import { mergeMetrics, withLost } from './merge-metrics.ts';
import type { CheckLog } from './outcome-log.ts';
import { createOutcomeLog } from './outcome-log.ts';
import { RARELY_MS } from './pause.ts';
import { runWithin } from './run-within.ts';

type RunnerClock = Pick<Clock, 'elapsed' | 'after'>;

const DEADLINE_MS = 10_000;
// The rest is for what the probe says of itself in the same message.
const MAX_METRICS = MAX_METRICS_PER_MESSAGE - 4;
// Rounds do not begin to the millisecond: a check that is due so soon is run in this one.
const EARLY_MS = 500;

export interface CheckRunner {
  readonly names: readonly string[];
  /** One round of all checks that are due; never rejects, and lasts no longer than the longest deadline. */
  sample(signal: AbortSignal): Promise<Metrics>;
  /** Runs one check now, due or not; undefined where there is none of that name. */
  only(name: string, signal: AbortSignal): Promise<CheckOutcome | undefined>;
}

interface Slot {
  check: Check;
  dueAtMs: number;
  running: boolean;
  /** Names measured in the last round. */
  given: readonly string[];
  note(outcome: CheckOutcome): void;
}

export function createCheckRunner(
  checks: readonly Check[],
  log: CheckLog,
  clock: RunnerClock = createClock(),
): CheckRunner {
  const slots = checks.map((check): Slot => ({
    check,
    dueAtMs: -Infinity,
    running: false,
    given: [],
    note: createOutcomeLog(check.name, log),
  }));
  const noteLeftOut = createLeftOutLog(log);
  return {
    names: checks.map(({ name }) => name),
    sample: async (signal) => {
      const due = slots.filter((slot) => !slot.running && clock.elapsed() >= slot.dueAtMs);
      const parts = await Promise.all(due.map((slot) => sampleOne(slot, signal, clock)));
      const { metrics, leftOut } = mergeMetrics(parts, MAX_METRICS);
      noteLeftOut(leftOut);
      return metrics;
    },
    only: async (name, signal) => {
      const slot = slots.find(({ check }) => check.name === name);
      if (!slot) return undefined;
      if (slot.running) return { kind: 'failed', why: 'is running already' };
      return runSlot(slot, signal, clock);
    },
  };
}

async function sampleOne(slot: Slot, signal: AbortSignal, clock: RunnerClock): Promise<Metrics> {
  const outcome = await runSlot(slot, signal, clock);
  if (signal.aborted) return {};
  const metrics = outcome.kind === 'measured' ? outcome.metrics : {};
  const before = slot.given;
  slot.given = Object.keys(metrics);
  return withLost(before, metrics);
}

async function runSlot(slot: Slot, signal: AbortSignal, clock: RunnerClock): Promise<CheckOutcome> {
  const { check } = slot;
  const startedAtMs = clock.elapsed();
  slot.running = true;
  const { outcome, settled } = runWithin(check, check.deadlineMs ?? DEADLINE_MS, signal, clock);
  void settled.then(() => {
    slot.running = false;
  });
  const result = await outcome;
  if (signal.aborted) return result;
  const pauseMs = result.kind === 'absent' ? (check.absentEveryMs ?? RARELY_MS) : 0;
  slot.dueAtMs = startedAtMs + Math.max(pauseMs, check.everyMs ?? 0) - EARLY_MS;
  slot.note(result);
  return result;
}

function createLeftOutLog(log: CheckLog): (names: readonly string[]) => void {
  const known = new Set<string>();
  return (names) => {
    const fresh = names.filter((name) => !known.has(name));
    if (fresh.length === 0) return;
    for (const name of fresh) known.add(name);
    log.warn({ metrics: fresh }, `only ${MAX_METRICS} metrics fit in a sample: some are left out`);
  };
}
