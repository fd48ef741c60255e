import type { DeviceFlag, Json } from '@fengsui/config/contract';
import { createSiteHours } from '../calendar/site-hours.ts';
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
import type { KeptShapes } from './class-shapes.ts';
import { createDayLevels } from './day-levels.ts';
import { driftFinding, driftKey } from './drift-finding.ts';
import type { DayRow } from './drift-kept.ts';
import { dayRowOf, setDayRow } from './drift-kept.ts';
import type { Drifters } from './drifters.ts';
import { createDrifters } from './drifters.ts';
import { createLevelHours } from './level-hours.ts';
import { createLoneDrifts } from './lone-drifts.ts';
import { FEEDS, NO_FEED, feedOf } from './metrics.ts';
import type { NodeEvidence } from './node-evidence.ts';
import { createNodeEvidence } from './node-evidence.ts';
import type { KeptCalled, NodeWatch } from './node-watch.ts';
import { createNodeWatch } from './node-watch.ts';
import { plannedWithin } from './planned-devices.ts';
import { createUsualRows } from './usual-rows.ts';
import { createUsual } from './usual.ts';

export interface DriftDetector extends Detector {
  /** The key of what was called at this node or above it. */
  calledAbove(node: number): string | undefined;
}

interface DriftParts {
  site: Pick<MonitorSite, 'people' | 'utcOffsetMs' | 'calendar' | 'windows' | 'chain'>;
  fleet: Pick<Fleet, 'at' | 'get' | 'states'>;
  plant: Plant;
  /** Levels in rain are nothing to learn from … */
  isFaded(device: number): boolean;
  /** … nor are those of a device that an outage concerns. */
  isLost(device: number): boolean;
}

interface Kept {
  days: [id: string, feed: number, ...DayRow][];
  called: KeptCalled;
  lone: string[];
  /** Earlier versions did not know them. */
  shapes?: KeptShapes;
}

/** So many devices of one amplifier or splitter, at least, have a common cause. */
const LEAST = 3;
/** What such a device tells is not its own, or is being worked on. */
const UNUSUAL: readonly DeviceFlag[] = ['QUARANTINED', 'MAINTENANCE'];

/**
 * Water in a connector, an ageing amplifier: levels that sink by a tenth of a dB a day, found by CUSUM on
 * days, each hour of which is held against what is usual for the device at that hour; called at the site's
 * midnight, long before anybody sees it. Needs what the fade detector needs; four days to know a device.
 */
export function createDriftDetector({ site, fleet, plant, isFaded, isLost }: DriftParts): DriftDetector {
  const evidence = createNodeEvidence(plant);
  const hours = createSiteHours(site);
  const usual = createUsual(createUsualRows(fleet));
  const days = createDayLevels();
  const drifters = createDrifters({ plant, evidence, fleet, people: site.people });
  const pace = (device: number): number => (drifters.get(device) ? 0 : days.pace(device));
  const levels = createLevelHours({ usual, days, evidence, pace });
  const lone = createLoneDrifts(drifters, fleet);
  const watch = watchFor(plant, evidence, drifters);
  /** The feed that a device is judged by; one more than its number. */
  const feeds = createColumn(Uint8Array);
  let size = 0;
  /** The hour that is under way, by its number. */
  let hour: number | undefined;
  let dueAt: number | undefined;

  function enterHour(at: number): void {
    hour = hours.numberAt(at);
    dueAt = hours.startOf(hour + 1);
  }

  function meet(state: DeviceState, feed: number): void {
    feeds.set(state.index, feed + 1);
    size = Math.max(size, state.index + 1);
    usual.meet(state);
    evidence.put(state.index, { node: plant.find(state.node), feed }, 0);
  }

  const isUnusual = ({ index, flags }: DeviceState): boolean =>
    isFaded(index) || UNUSUAL.some((flag) => flags.includes(flag));

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
    if (typeof level === 'number' && !isUnusual(state)) levels.add(state.index, level);
  }

  function closeHour(number: number): void {
    const isPlanned = plannedWithin(site, plant, hours.startOf(number), hours.startOf(number + 1));
    levels.close({ number, kind: hours.kindOf(number) }, (device) => {
      const state = fleet.at(device);
      return state === undefined || isLost(device) || isPlanned(state);
    });
  }

  function closeDay(at: number): Report[] {
    for (let device = 0; device < size; device++) {
      const feed = feeds.get(device) - 1;
      if (feed >= 0) drifters.put(device, days.close(device, feed), at);
    }
    const reports = watch.look(at);
    return [...reports, ...lone.look(at, (device) => watch.above(evidence.nodeOf(device)))];
  }

  return {
    ...sightedOnly({
      observe(observed) {
        if (hour === undefined) enterHour(observed.at);
        // After a restart, what came in hours that have ended is decided anew: it is not of this hour.
        if (observed.at >= hours.startOf(hour ?? 0)) hear(observed);
        return NOTHING_TO_REPORT;
      },
      nextWakeAt: () => dueAt,
      advance(at) {
        const ended = hour ?? hours.numberAt(at) - 1;
        enterHour(at);
        closeHour(ended);
        return hours.dayOf(hours.numberAt(at)) > hours.dayOf(ended) ? closeDay(at) : NOTHING_TO_REPORT;
      },
      /** An hour that ended unseen is made up for now: it was not seen whole, but it was seen. */
      sighted(at) {
        if (dueAt !== undefined) dueAt = Math.max(dueAt, at);
        return NOTHING_TO_REPORT;
      },
    }),
    calledAbove: watch.above,
    keep() {
      const rows: Kept['days'] = [];
      for (const { id, index } of fleet.states()) {
        const row = feeds.get(index) > 0 ? dayRowOf(index, { usual, days }) : undefined;
        if (row) rows.push([id, feeds.get(index) - 1, ...row]);
      }
      const [called, alone, shapes] = [watch.keep(), lone.keep(), usual.shapes.keep()];
      return { days: rows, called, lone: alone, shapes } satisfies Kept as unknown as Json;
    },
    restore(kept, at) {
      const { days: rows, called, lone: alone, shapes = [] } = kept as unknown as Kept;
      for (const [id, feed, ...row] of rows) {
        const state = fleet.get(id);
        if (!state) continue;
        meet(state, feed);
        setDayRow(state.index, row, { usual, days });
      }
      usual.shapes.restore(shapes);
      watch.restore(called);
      lone.restore(alone);
      enterHour(at);
    },
    keepParts: usual.takeParts,
    restoreParts: usual.restoreParts,
  };
}

function watchFor(plant: Plant, evidence: NodeEvidence, drifters: Drifters): NodeWatch {
  return createNodeWatch({
    ...{ plant, evidence, least: LEAST, settleMs: 0, patienceMs: 0 },
    sum: drifters.sum,
    key: driftKey,
    finding: (node, drift) => driftFinding(plant.info(node), drift),
  });
}
