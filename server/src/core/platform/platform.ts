import type { BlindReason } from '../device/event.ts';
import type { Detector } from '../detector.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import { createPartTroubles } from './parts.ts';
import { PLATFORM_KEY, platformFinding } from './platform-finding.ts';

/** A link that is back within this time was not worth a word. */
const PATIENCE_MS = 5_000;

/** A restart is known to whoever did it, and the wall shows it; only a link that stays away is trouble. */
const TROUBLES: ReadonlySet<BlindReason> = new Set<BlindReason>([
  'broker_link_lost',
  'ingest_lag',
  'mass_loss',
  'nothing_heard',
]);

/** How long nobody is judged after very many fell silent without a common node. */
const MASS_LOSS_MS = 120_000;

/** So many devices must be heard before we believe that we hear. */
const ENOUGH_VOICES = 3;

/**
 * The server's own trouble, whether it cannot see or one of its parts does not do its work: however much
 * of it there is, and whatever comes and goes meanwhile, it is one incident.
 */
export function createPlatformDetector(fleet: Pick<Fleet, 'size' | 'states'>): Detector {
  const parts = createPartTroubles();
  /** Why nothing can be seen, and since when. */
  const blindness = new Map<BlindReason, number>();
  /** Since when there is what has been told; undefined while nothing is told of. */
  let toldSince: number | undefined;
  let isBlocked = false;
  let massLossUntil: number | undefined;
  let waitsForAnybody = false;
  const heardAgain = new Set<number>();

  const troubles = () => [...blindness].filter(([because]) => TROUBLES.has(because));

  function tellAt(): number | undefined {
    if (toldSince !== undefined) return undefined;
    return soonest(parts.tellAt(), ...troubles().map(([, since]) => since + PATIENCE_MS));
  }

  function tell(kind: 'found' | 'revised', at: number): readonly Report[] {
    const sinces = [...troubles().map(([, since]) => since), ...parts.list().map(({ since }) => since)];
    toldSince ??= Math.min(...sinces);
    const finding = platformFinding({
      since: toldSince,
      blindness: troubles().map(([because]) => because),
      parts: parts.list(),
      unjudged: blindness.size > 0 || isBlocked ? monitored(fleet) : 0,
    });
    return [{ kind, at, finding }];
  }

  /** Something of what has been told is different now, or all of it is over. */
  function tellAnew(at: number): readonly Report[] {
    if (toldSince === undefined) return NOTHING_TO_REPORT;
    return troubles().length > 0 || parts.list().length > 0 ? tell('revised', at) : over(at, toldSince);
  }

  function over(at: number, since: number): readonly Report[] {
    toldSince = undefined;
    return [{ kind: 'gone', at, key: PLATFORM_KEY, because: { troubleMs: at - since } }];
  }

  /** What cannot be written down is not heard, however loudly it is said. */
  function noteBlocked(at: number): readonly Report[] {
    if (isBlocked === parts.has('journal')) return NOTHING_TO_REPORT;
    isBlocked = !isBlocked;
    return [{ kind: isBlocked ? 'blind' : 'sighted', at, because: 'intake_blocked' }];
  }

  function letGo(at: number): readonly Report[] {
    parts.letGo(at);
    return [...noteBlocked(at), ...tellAnew(at)];
  }

  return {
    observe({ at, retained, state, message: { verb } }) {
      if (!waitsForAnybody || retained || (verb !== 'data' && verb !== 'birth')) return NOTHING_TO_REPORT;
      heardAgain.add(state.index);
      if (heardAgain.size < ENOUGH_VOICES) return NOTHING_TO_REPORT;
      waitsForAnybody = false;
      return [{ kind: 'sighted', at, because: 'nothing_heard' }];
    },
    parts(now, at) {
      const isChanged = parts.take(now, at);
      return [...noteBlocked(at), ...(isChanged ? tellAnew(at) : NOTHING_TO_REPORT)];
    },
    nextWakeAt: () => soonest(tellAt(), parts.overAt(), massLossUntil),
    advance(at) {
      if (isDue(tellAt(), at)) return tell('found', at);
      if (isDue(parts.overAt(), at)) return letGo(at);
      massLossUntil = undefined;
      return [{ kind: 'sighted', at, because: 'mass_loss' }];
    },
    blind(at, because) {
      if (because === 'nothing_heard') {
        waitsForAnybody = true;
        heardAgain.clear();
      }
      if (because === 'mass_loss') massLossUntil = at + MASS_LOSS_MS;
      if (!blindness.has(because)) blindness.set(because, at);
      return TROUBLES.has(because) ? tellAnew(at) : NOTHING_TO_REPORT;
    },
    sighted(at) {
      const since = toldSince ?? blindness.values().next().value ?? at;
      blindness.clear();
      // Whatever is open from before a restart is over too.
      return parts.list().length > 0 ? tellAnew(at) : over(at, since);
    },
    keep: () => ({ toldSince: toldSince ?? null }),
    restore(kept) {
      toldSince = (kept as { toldSince: number | null }).toldSince ?? undefined;
    },
  };
}

const isDue = (due: number | undefined, at: number): boolean => due !== undefined && due <= at;

function soonest(...times: (number | undefined)[]): number | undefined {
  const first = Math.min(...times.map((time) => time ?? Infinity));
  return first === Infinity ? undefined : first;
}

function monitored(fleet: Pick<Fleet, 'states'>): number {
  let count = 0;
  for (const { lastSeenAt } of fleet.states()) if (lastSeenAt !== null) count++;
  return count;
}
