import type { ServerView } from '@fengsui/config/contract';
import type { PartName } from '../i18n/catalogue.ts';

/** Storing that lags longer than this is said aloud. */
export const LAG_LOUD_MS = 10_000;

export type Trouble =
  | { kind: 'part'; part: PartName; detail: string | undefined; since: number }
  | { kind: 'lag'; lagMs: number };

/** What of the server itself is not well; empty while it is. */
export function serverTrouble(server: ServerView): Trouble[] {
  const { ingest_lag_ms: lagMs, ...parts } = server.checks;
  const broken = Object.entries(parts).flatMap(([part, health]): Trouble[] =>
    !health || health.ok
      ? []
      : [{ kind: 'part', part: part as PartName, detail: health.detail, since: health.since }],
  );
  return lagMs >= LAG_LOUD_MS ? [...broken, { kind: 'lag', lagMs }] : broken;
}
