import type { Metrics } from '@fengsui/config/contract';
import { rounded } from '../decimal.ts';
import type { Reply } from '../host.ts';

export interface TargetRound {
  name: string;
  replies: readonly Reply[];
}

/** Time and loss for each target, and for all of them together. */
export function reachMetrics(rounds: readonly TargetRound[]): Metrics {
  const each = rounds.map(({ name, replies }) => metricsOf(replies, `.${name}`));
  return Object.assign(
    metricsOf(
      rounds.flatMap(({ replies }) => replies),
      '',
    ),
    ...each,
  ) as Metrics;
}

function metricsOf(replies: readonly Reply[], suffix: string): Metrics {
  const times = replies.flatMap((reply) => (reply.ok ? [reply.ms] : []));
  const lost = replies.length - times.length;
  return {
    [`net.rtt_ms${suffix}`]: median(times) ?? null,
    [`net.loss_pct${suffix}`]: replies.length === 0 ? null : rounded((lost / replies.length) * 100, 1),
  };
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : rounded((lower + upper) / 2, 1);
}
