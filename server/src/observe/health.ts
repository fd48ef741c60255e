import type { Health, PartHealth } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { PartName, PartTrouble } from '../core/platform/parts.ts';
import { PARTS } from '../core/platform/parts.ts';

/** Why a part does not do its work; undefined while it does. */
export type Trouble = () => string | undefined;

export interface HealthWatch {
  health(): Health;
  /** Tells the parts that are in trouble, and again whenever that has changed. */
  follow(tell: (inTrouble: readonly PartTrouble[]) => void): void;
  stop(): void;
}

const LOOK_EVERY_MS = 1_000;
/** A store that is this far behind is said to be so, even if it takes data. */
const MAX_LAG_MS = 60_000;

/** Not every server tells people anything. */
type OfPeople = 'outbox' | 'warnings';

/** Looks at every part each second, so that "since" is true whether or not anybody asks. */
export function watchHealth(
  parts: Record<Exclude<PartName, OfPeople>, Trouble> & Partial<Record<OfPeople, Trouble>>,
  lagMs: () => number,
  clock: Clock,
): HealthWatch {
  const seen = new Map<PartName, PartHealth>();
  let behindSince: number | undefined;
  let tell: ((inTrouble: readonly PartTrouble[]) => void) | undefined;
  let told = '';

  function look(): void {
    for (const name of PARTS) {
      const trouble = parts[name];
      if (!trouble) continue;
      const detail = trouble();
      const before = seen.get(name);
      const isOk = detail === undefined;
      const since = before?.ok === isOk ? before.since : clock.now();
      seen.set(name, isOk ? { ok: true, since } : { ok: false, detail, since });
    }
    behindSince = lagMs() > MAX_LAG_MS ? (behindSince ?? clock.now()) : undefined;
  }

  /** A store that does not keep up is in trouble as much as one that is away. */
  function inTrouble(): PartTrouble[] {
    const list = [...seen].flatMap(([part, { ok, since, detail = '' }]) =>
      ok ? [] : { part, since, detail },
    );
    if (behindSince === undefined || list.some(({ part }) => part === 'series')) return list;
    const detail = `more than ${MAX_LAG_MS / 1000} s behind what comes in`;
    return [...list, { part: 'series', since: behindSince, detail }];
  }

  function tellChanges(): void {
    const list = inTrouble();
    const now = JSON.stringify(list);
    if (now === told) return;
    told = now;
    tell?.(list);
  }

  const part = (name: PartName): PartHealth => seen.get(name) ?? { ok: true, since: 0 };
  look();
  const stop = clock.every(LOOK_EVERY_MS, () => {
    look();
    if (tell) tellChanges();
  });

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
          ...(parts.outbox && { outbox: part('outbox') }),
          ...(parts.warnings && { warnings: part('warnings') }),
          ingest_lag_ms: lag,
        },
      };
    },
    follow(next) {
      tell = next;
      tellChanges();
    },
    stop,
  };
}
