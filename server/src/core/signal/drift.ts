import type { Json } from '@fengsui/config/contract';
import { createColumn } from '../columns.ts';
import type { Detector, Observed } from '../detector.ts';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { freshValues } from '../fresh-values.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';
import { sightedOnly } from '../sighted-only.ts';
import { commonDrift } from './common-drift.ts';
import type { DayRow } from './day-levels.ts';
import { createDayLevels } from './day-levels.ts';
import { driftFinding, driftKey } from './drift-finding.ts';
import { createDrifters } from './drifters.ts';
import { createLoneDrifts } from './lone-drifts.ts';
import { FEEDS, NO_FEED, feedOf } from './metrics.ts';
import { createNodeEvidence } from './node-evidence.ts';
import type { KeptCalled } from './node-watch.ts';
import { createNodeWatch } from './node-watch.ts';

export interface DriftDetector extends Detector {
  /** The key of what was called at this node or above it. */
  calledAbove(node: number): string | undefined;
}

interface DriftParts {
  site: Pick<MonitorSite, 'people' | 'utcOffsetMs'>;
  fleet: Pick<Fleet, 'at' | 'get' | 'states'>;
  plant: Plant;
  /** Levels in rain are nothing to learn from. */
  isFaded(device: number): boolean;
}

interface Kept {
  days: [id: string, feed: number, ...DayRow][];
  called: KeptCalled;
  lone: string[];
}

const DAY_MS = 86_400_000;
/** So many devices of one amplifier or splitter, at least, have a common cause. */
const LEAST = 3;

/**
 * Water in a connector, an ageing amplifier: levels that sink by a tenth of a dB a day, found by CUSUM on
 * the middles of days at the site's midnight, long before anybody sees it. Needs what the fade detector
 * needs; three days to learn a device.
 */
export function createDriftDetector({ site, fleet, plant, isFaded }: DriftParts): DriftDetector {
  const evidence = createNodeEvidence(plant);
  const levels = createDayLevels();
  const drifters = createDrifters({ plant, evidence, fleet, people: site.people });
  const lone = createLoneDrifts(drifters, fleet);
  const watch = createNodeWatch({
    plant,
    evidence,
    least: LEAST,
    settleMs: 0,
    patienceMs: 0,
    sum: drifters.sum,
    key: driftKey,
    finding: (node, drift) => driftFinding(plant.info(node), drift),
  });
  /** The feed that a device is judged by; one more than its number. */
  const feeds = createColumn(Uint8Array);
  let size = 0;
  let dueAt: number | undefined;

  function meet(state: DeviceState, feed: number): void {
    feeds.set(state.index, feed + 1);
    size = Math.max(size, state.index + 1);
    evidence.put(state.index, { node: plant.find(state.node), feed }, 0);
  }

  function hear(observed: Observed): void {
    const m = freshValues(observed);
    if (m === undefined) return;
    const { state } = observed;
    if (feeds.get(state.index) === 0) {
      const feed = feedOf(state.class, m);
      if (feed === NO_FEED) return;
      meet(state, feed);
    }
    const level = m[FEEDS[feeds.get(state.index) - 1]?.metric ?? ''];
    if (typeof level === 'number' && !isFaded(state.index)) levels.add(state.index, level);
  }

  function* deviations(): Generator<{ device: number; deviation: number }> {
    for (let device = 0; device < size; device++) {
      const deviation = feeds.get(device) > 0 ? levels.deviation(device) : undefined;
      if (deviation !== undefined) yield { device, deviation };
    }
  }

  function closeDay(at: number): Report[] {
    const common = commonDrift(deviations(), evidence);
    for (let device = 0; device < size; device++) {
      const feed = feeds.get(device) - 1;
      if (feed >= 0) drifters.put(device, levels.close(device, feed, common[feed] ?? 0), at);
    }
    const reports = watch.look(at);
    return [...reports, ...lone.look(at, (device) => watch.above(evidence.nodeOf(device)))];
  }

  const midnightAfter = (at: number): number =>
    (Math.floor((at + site.utcOffsetMs) / DAY_MS) + 1) * DAY_MS - site.utcOffsetMs;

  return {
    ...sightedOnly({
      observe(observed) {
        dueAt ??= midnightAfter(observed.at);
        hear(observed);
        return NOTHING_TO_REPORT;
      },
      nextWakeAt: () => dueAt,
      advance(at) {
        dueAt = midnightAfter(at);
        return closeDay(at);
      },
      /** A midnight that passed unseen is made up for now: the day was not seen whole, but it was seen. */
      sighted(at) {
        if (dueAt !== undefined) dueAt = Math.max(dueAt, at);
        return NOTHING_TO_REPORT;
      },
    }),
    calledAbove: watch.above,
    keep() {
      const days: Kept['days'] = [];
      for (const { id, index } of fleet.states()) {
        const row = feeds.get(index) > 0 ? levels.row(index) : undefined;
        if (row) days.push([id, feeds.get(index) - 1, ...row]);
      }
      return { days, called: watch.keep(), lone: lone.keep() } satisfies Kept as unknown as Json;
    },
    restore(kept, at) {
      const { days, called, lone: alone } = kept as unknown as Kept;
      for (const [id, feed, ...row] of days) {
        const state = fleet.get(id);
        if (!state) continue;
        meet(state, feed);
        levels.setRow(state.index, row);
      }
      watch.restore(called);
      lone.restore(alone);
      dueAt = midnightAfter(at);
    },
  };
}
