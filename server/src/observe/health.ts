import type { Health, PartHealth } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';

/** Why a part does not do its work; undefined while it does. */
export type Trouble = () => string | undefined;
export type PartName = Exclude<keyof Health['checks'], 'ingest_lag_ms'>;

export interface HealthWatch {
  health(): Health;
  stop(): void;
}

const LOOK_EVERY_MS = 1_000;
/** A store that is this far behind is said to be so, even if it takes data. */
const MAX_LAG_MS = 60_000;

/** Looks at every part each second, so that "since" is true whether or not anybody asks. */
export function watchHealth(
  parts: Record<PartName, Trouble>,
  lagMs: () => number,
  clock: Clock,
): HealthWatch {
  const seen = new Map<PartName, PartHealth>();

  function look(): void {
    for (const [name, trouble] of Object.entries(parts) as [PartName, Trouble][]) {
      const detail = trouble();
      const before = seen.get(name);
      const isOk = detail === undefined;
      const since = before?.ok === isOk ? before.since : clock.now();
      seen.set(name, isOk ? { ok: true, since } : { ok: false, detail, since });
    }
  }

  const part = (name: PartName): PartHealth => seen.get(name) ?? { ok: true, since: 0 };
  look();
  const stop = clock.every(LOOK_EVERY_MS, look);

  return {
    health() {
      look();
      const lag = Math.round(lagMs());
      const isOk = [...seen.values()].every(({ ok }) => ok) && lag <= MAX_LAG_MS;
      return {
        status: isOk ? 'ok' : 'degraded',
        checks: {
          broker: part('broker'),
          series: part('series'),
          ledger: part('ledger'),
          journal: part('journal'),
          ingest_lag_ms: lag,
        },
      };
    },
    stop,
  };
}
