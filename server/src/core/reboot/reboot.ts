import type { Json } from '@fengsui/config/contract';
import type { Detector, Observed } from '../detector.ts';
import type { DeviceFact } from '../device/event.ts';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import { plannedFor } from '../incident/maintenance.ts';
import type { MonitorSite } from '../monitor-site.ts';
import { locateIn } from '../plant/locate.ts';
import type { Plant } from '../plant/plant.ts';
import { sightedOnly } from '../sighted-only.ts';
import type { Boot } from './boot.ts';
import { bootOf, versionOf } from './boot.ts';
import type { VersionFigures } from './versions.ts';
import { createVersions, versionKey } from './versions.ts';
import type { Wave } from './wave-finding.ts';
import { badVersion, waveFinding, waveKey } from './wave-finding.ts';
import { createWaves } from './waves.ts';

export interface RebootDetector extends Detector {
  /** Faults by version, for reports. */
  versions(): VersionFigures[];
}

interface RebootParts {
  site: Pick<MonitorSite, 'windows' | 'chain'>;
  fleet: Pick<Fleet, 'get'>;
  plant: Plant;
}

interface Kept {
  versions: VersionFigures[];
  waves: Wave[];
  called: string[];
}

const LOOK_EVERY_MS = 60_000;
/** Fewer upgrades outside of a window are somebody's work at a desk. */
const LEAST = 20;

/**
 * Many restarts with the same new firmware: planned and in its window, nothing; otherwise one question,
 * and a version that is clearly bad is named. Needs births with `fw`, `model` and `boot_reason`.
 */
export function createRebootDetector({ site, fleet, plant }: RebootParts): RebootDetector {
  const versions = createVersions();
  const waves = createWaves();
  const locate = locateIn(plant, fleet, site.chain);
  const called = new Set<string>();
  let dueAt: number | undefined;

  function isPlanned({ id, area }: DeviceState, at: number): boolean {
    if (site.windows.length === 0) return false;
    return plannedFor(site.windows, locate({ kind: 'device', id }, area), at) !== undefined;
  }

  function onBoot(state: DeviceState, boot: Boot, at: number): void {
    const planned = isPlanned(state, at);
    if (boot.isUpgrade) waves.add(boot, at, planned);
    else if (!planned) versions.boot(boot.to, boot.reason);
    const returned = waves.back(state.id);
    if (returned) versions.notBack(returned, -1);
    dueAt ??= at + LOOK_EVERY_MS;
  }

  function hear(observed: Observed): void {
    const { before, state, at } = observed;
    if (before?.fw !== state.fw || before?.model !== state.model) {
      versions.move(versionOf(before), versionOf(state));
    }
    const boot = bootOf(observed);
    if (boot) onBoot(state, boot, at);
  }

  function miss(fact: DeviceFact): void {
    if (fact.kind !== 'link' || fact.because !== 'return_overdue') return;
    const state = fleet.get(fact.device);
    if (!state || isPlanned(state, fact.at)) return;
    const version = waves.missing(state.id, state.model ?? '');
    if (version) versions.notBack(version, 1);
  }

  function judge(wave: Wave, at: number): Report[] {
    const own = versions.figures(wave.to);
    const bad = badVersion(own, versions.others(wave.to));
    if (wave.unplanned < LEAST && !bad) return [];
    called.add(versionKey(wave.to));
    return [{ kind: 'found', at, finding: waveFinding(wave, own, bad) }];
  }

  function end({ to, unplanned }: Wave, at: number): Report[] {
    if (!called.delete(versionKey(to))) return [];
    return [{ kind: 'gone', at, key: waveKey(to), because: { reboots: unplanned, quiet: true } }];
  }

  return {
    ...sightedOnly({
      observe(observed) {
        if (observed.message.verb === 'birth') hear(observed);
        return NOTHING_TO_REPORT;
      },
      fact(fact) {
        miss(fact);
        return NOTHING_TO_REPORT;
      },
      nextWakeAt: () => dueAt,
      advance(at) {
        const over = waves.takeOver(at).flatMap((wave) => end(wave, at));
        const going = waves.all().flatMap((wave) => judge(wave, at));
        dueAt = waves.all().length > 0 ? at + LOOK_EVERY_MS : undefined;
        return [...over, ...going];
      },
      sighted(at) {
        if (dueAt !== undefined) dueAt = at + LOOK_EVERY_MS;
        return NOTHING_TO_REPORT;
      },
    }),
    versions: versions.all,
    keep: () =>
      ({
        versions: versions.all(),
        waves: waves.all(),
        called: [...called],
      }) satisfies Kept as unknown as Json,
    restore(kept, at) {
      const { versions: figures, waves: list, called: keys } = kept as unknown as Kept;
      versions.setAll(figures);
      waves.restore(list);
      for (const key of keys) called.add(key);
      if (list.length > 0) dueAt = at + LOOK_EVERY_MS;
    },
  };
}
