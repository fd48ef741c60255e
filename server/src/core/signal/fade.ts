import type { Json } from '@fengsui/config/contract';
import type { Detector } from '../detector.ts';
import type { DeviceFact } from '../device/event.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';
import { sightedOnly } from '../sighted-only.ts';
import { createBaselines } from './baseline.ts';
import { TELLS_DROP, fadeFinding, fadeKey } from './fade-finding.ts';
import type { LevelRow } from './levels.ts';
import { createLevels } from './levels.ts';
import { createNodeEvidence } from './node-evidence.ts';
import type { KeptCalled } from './node-watch.ts';
import { createNodeWatch } from './node-watch.ts';

export interface FadeDetector extends Detector {
  /** Well below its own baseline: not a sample to learn from. */
  isFaded(device: number): boolean;
  /** Since when it is, ms; undefined while it is not. */
  fadedAt(device: number): number | undefined;
  /** The key of what was called at this node or above it. */
  calledAbove(node: number): string | undefined;
  /** What made its level fall together with those around it; undefined where none of that was called. */
  fallOf(device: number): Fall | undefined;
}

/** Rain only where enough devices show how it came: few cannot tell it from another fall. */
export type Fall = 'rain' | 'other';

interface FadeParts {
  site: Pick<MonitorSite, 'people'>;
  fleet: Pick<Fleet, 'at' | 'get' | 'states'>;
  plant: Plant;
}

interface Kept {
  levels: LevelRow[];
  called: KeptCalled;
}

/** Fewer may coincide: nothing is said of them. */
const LEAST = 5;
const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 30_000;
const AWAY: ReadonlySet<string> = new Set(['OFFLINE', 'STANDBY']);

/**
 * Rain: levels that fall by 3 dB or more against the devices' own slow baselines, on most devices of a
 * node. Needs `dvbc.mer_db`, `dvbc.cn_db`, `cell.rsrp_dbm` or `pon.rx_dbm`; two samples a device.
 */
export function createFadeDetector({ site, fleet, plant }: FadeParts): FadeDetector {
  const evidence = createNodeEvidence(plant);
  const baselines = createBaselines();
  const levels = createLevels({ plant, fleet, people: site.people, baselines, evidence });
  const watch = createNodeWatch({
    plant,
    evidence,
    least: LEAST,
    settleMs: 2 * MINUTE_MS,
    patienceMs: 10 * MINUTE_MS,
    sum: levels.sum,
    key: fadeKey,
    finding(node, fade) {
      const finding = fadeFinding(plant.info(node), fade);
      if (finding.cause === 'WEATHER' && fade.bad >= TELLS_DROP) rains.add(finding.key);
      else rains.delete(finding.key);
      return finding;
    },
  });
  /** Of what was called, that which is rain. */
  const rains = new Set<string>();
  let dueAt: number | undefined;

  const isIdle = (): boolean => levels.faded() < LEAST && !watch.hasCalled();

  function forgetAway(fact: DeviceFact): void {
    if (fact.kind !== 'link' || !AWAY.has(fact.to)) return;
    const state = fleet.get(fact.device);
    if (state) levels.forget(state.index);
  }

  return {
    ...sightedOnly({
      observe(observed) {
        for (const fact of observed.facts) forgetAway(fact);
        levels.hear(observed);
        if (dueAt === undefined && levels.faded() >= LEAST) dueAt = observed.at + LOOK_EVERY_MS;
        return NOTHING_TO_REPORT;
      },
      fact(fact) {
        forgetAway(fact);
        return NOTHING_TO_REPORT;
      },
      nextWakeAt: () => dueAt,
      advance(at) {
        const reports = watch.look(at);
        dueAt = isIdle() ? undefined : at + LOOK_EVERY_MS;
        return reports;
      },
      sighted(at) {
        if (dueAt !== undefined) dueAt = at + LOOK_EVERY_MS;
        return NOTHING_TO_REPORT;
      },
    }),
    isFaded: levels.isFaded,
    fadedAt: levels.fadedAt,
    calledAbove: watch.above,
    fallOf(device) {
      const key = levels.isFaded(device) ? watch.above(evidence.nodeOf(device)) : undefined;
      return key === undefined ? undefined : rains.has(key) ? 'rain' : 'other';
    },
    keep: () => ({ levels: levels.rows(), called: watch.keep() }) satisfies Kept as unknown as Json,
    restore(kept, at) {
      const { levels: rows, called } = kept as unknown as Kept;
      for (const row of rows) {
        const state = fleet.get(row[0]);
        if (state) levels.setRow(state, row);
      }
      watch.restore(called);
      if (!isIdle()) dueAt = at + LOOK_EVERY_MS;
    },
  };
}
