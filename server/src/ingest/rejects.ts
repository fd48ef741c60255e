import type { RejectReason } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Refusal } from '../core/fleet/fleet.ts';

export type RejectName = RejectReason | Refusal | 'metric_type' | 'not_served';

/** Counts what was not taken, by reason; says it in the log now and then, with one example. */
export interface Rejects {
  count(reason: RejectName, detail: string): void;
  totals(): Readonly<Partial<Record<RejectName, number>>>;
}

const SAY_EVERY_MS = 60_000;

export function createRejects(clock: Clock, log: Logger): Rejects {
  const totals: Partial<Record<RejectName, number>> = {};
  const saidAt: Partial<Record<RejectName, number>> = {};
  return {
    count(reason, detail) {
      totals[reason] = (totals[reason] ?? 0) + 1;
      const now = clock.now();
      if (now - (saidAt[reason] ?? -Infinity) < SAY_EVERY_MS) return;
      saidAt[reason] = now;
      log.warn({ reason, detail, total: totals[reason] }, 'messages are refused');
    },
    totals: () => totals,
  };
}
