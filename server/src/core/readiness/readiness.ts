import type { Json } from '@fengsui/config/contract';
import type { Detector, Observed } from '../detector.ts';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Warning } from './readiness-finding.ts';
import { readinessFinding, readinessKey } from './readiness-finding.ts';
import type { VillageReadiness } from './villages.ts';
import { isLoudspeaker, mute, villagesOf } from './villages.ts';

export interface ReadinessDetector extends Detector {
  /** A warning is in force for an area; given again, its level counts anew. */
  warn(warning: Warning): void;
  lift(area: string, at: number): void;
  /** Healthy terminals by village, warning or not. */
  villages(area: string): VillageReadiness[];
}

interface ReadinessParts {
  fleet: Pick<Fleet, 'at' | 'get' | 'size' | 'states'>;
  site: Pick<MonitorSite, 'chain' | 'people'>;
  isSilent(device: string): boolean;
}

interface Kept {
  warnings: [warning: Warning, isCalled: boolean][];
}

interface Watched {
  warning: Warning;
  isCalled: boolean;
  isLifted: boolean;
}

/** More areas under a warning at a time than any province has counties. */
const MOST_WARNINGS = 200;
/** Changes are looked at together. */
const GATHER_MS = 10_000;
const NEVER = Infinity;

/**
 * A warning is worth what its loudspeakers are: villages under a warning in which no terminal is in
 * order are called at once, and again as that changes. Costs nothing while no warning is in force.
 */
export function createReadinessDetector({ fleet, site, isSilent }: ReadinessParts): ReadinessDetector {
  const watched = new Map<string, Watched>();
  /** Numbers of the loudspeakers; found anew when the fleet has grown. */
  let loudspeakers: readonly number[] = [];
  let sizeThen = -1;
  let dueAt: number | undefined;
  let isBlind = false;

  function* loudspeakersIn(area: string): Generator<DeviceState> {
    if (sizeThen !== fleet.size()) {
      loudspeakers = [...fleet.states()].filter(isLoudspeaker).map(({ index }) => index);
      sizeThen = fleet.size();
    }
    for (const index of loudspeakers) {
      const state = fleet.at(index);
      if (state && site.chain(state.area).includes(area)) yield state;
    }
  }

  const villages = (area: string): VillageReadiness[] => villagesOf(loudspeakersIn(area), { site, isSilent });

  const lookAt = (at: number): void => {
    if (dueAt === undefined || at < dueAt) dueAt = at;
  };

  function judge(entry: Watched, at: number): Report[] {
    const { warning } = entry;
    if (entry.isLifted || at >= (warning.until ?? NEVER)) return end(entry, at);
    const found = villages(warning.area);
    if (mute(found).length > 0) {
      entry.isCalled = true;
      return [{ kind: 'found', at, finding: readinessFinding(warning, found) }];
    }
    if (!entry.isCalled) return [];
    entry.isCalled = false;
    return [{ kind: 'gone', at, key: readinessKey(warning.area), because: { allReady: true } }];
  }

  function end({ warning: { area }, isCalled }: Watched, at: number): Report[] {
    watched.delete(area);
    return isCalled ? [{ kind: 'gone', at, key: readinessKey(area), because: { warningLifted: true } }] : [];
  }

  const nextEnd = (): number =>
    Math.min(...[...watched.values()].map(({ warning }) => warning.until ?? NEVER));

  function changed(state: DeviceState | undefined, at: number): void {
    if (state && isLoudspeaker(state)) lookAt(at + GATHER_MS);
  }

  function hear({ before, state, facts, at }: Observed): void {
    const isOther = before?.service !== state.service || before.power !== state.power;
    if (isOther || facts.length > 0) changed(state, at);
  }

  return {
    observe(observed) {
      if (watched.size > 0) hear(observed);
      return NOTHING_TO_REPORT;
    },
    fact(fact) {
      if (watched.size > 0 && fact.kind === 'link') changed(fleet.get(fact.device), fact.at);
      return NOTHING_TO_REPORT;
    },
    nextWakeAt: () => dueAt,
    advance(at) {
      const reports = [...watched.values()].flatMap((entry) => judge(entry, at));
      dueAt = watched.size > 0 ? Math.min(at + 6 * GATHER_MS, nextEnd()) : undefined;
      return reports;
    },
    blind() {
      isBlind = true;
      return NOTHING_TO_REPORT;
    },
    /** Everybody gets time to be heard: who is not known to be there is not known to be away. */
    sighted(at) {
      isBlind = false;
      if (watched.size > 0) dueAt = at + 18 * GATHER_MS;
      return NOTHING_TO_REPORT;
    },
    warn(warning) {
      if (!watched.has(warning.area) && watched.size >= MOST_WARNINGS) return;
      const isCalled = watched.get(warning.area)?.isCalled ?? false;
      watched.set(warning.area, { warning, isCalled, isLifted: false });
      if (!isBlind) lookAt(warning.at);
    },
    lift(area, at) {
      const entry = watched.get(area);
      if (entry) entry.isLifted = true;
      if (entry && !isBlind) lookAt(at);
    },
    villages,
    keep() {
      const warnings = [...watched.values()]
        .filter(({ isLifted }) => !isLifted)
        .map(({ warning, isCalled }): Kept['warnings'][number] => [warning, isCalled]);
      return { warnings } satisfies Kept as unknown as Json;
    },
    restore(kept, at) {
      for (const [warning, isCalled] of (kept as unknown as Kept).warnings) {
        watched.set(warning.area, { warning, isCalled, isLifted: false });
      }
      if (watched.size > 0) dueAt = at + 18 * GATHER_MS;
    },
  };
}
