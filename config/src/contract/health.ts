import { z } from 'zod';

/** One part of the server: well, or why not and since when. */
export const PartHealth = z.object({
  ok: z.boolean(),
  detail: z.string().optional(),
  since: z.int().min(0),
});
export type PartHealth = z.infer<typeof PartHealth>;

export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  checks: z.object({
    broker: PartHealth,
    series: PartHealth,
    ledger: PartHealth,
    journal: PartHealth,
    /** Whether people can be told; absent where nobody is told anything. */
    outbox: PartHealth.optional(),
    /** Whether warnings of others come in. */
    warnings: PartHealth.optional(),
    /** Age of the oldest message that has come in and is not in the series store yet. */
    ingest_lag_ms: z.int().min(0),
  }),
});
export type Health = z.infer<typeof Health>;
