import type { Json } from '@fengsui/config/contract';
import type { Detector, Observed } from '../detector.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';
import { sightedOnly } from '../sighted-only.ts';
import type { AreaCounts } from './area-counts.ts';
import type { AreaKey } from './area-hour.ts';
import { areaNow } from './area-now.ts';
import type { AreaWatch } from './area-watch.ts';
import { createDescriber } from './describe.ts';
import type { FoundArea } from './found-area.ts';
import type { HourTallyParts, TallyRows } from './hour-tally.ts';
import { createHourTally } from './hour-tally.ts';
import { judgeHour } from './judge-hour.ts';
import { createPlaces } from './places.ts';
import { sampleQuality } from './sample-quality.ts';
import type { WeakHoursRow } from './weak-hours.ts';
import { HOUR_MS, createWeakHours } from './weak-hours.ts';

export interface AreaDetector extends Detector, AreaWatch {}

export interface AreaDetectorParts extends Pick<HourTallyParts, 'fleet' | 'fallOf' | 'fadedAt'> {
  site: Pick<MonitorSite, 'people' | 'chain' | 'utcOffsetMs' | 'watched' | 'nameOf'>;
  plant: Plant;
}

interface Kept {
  from: number;
  tally: TallyRows;
  weakHours: WeakHoursRow[];
  found: FoundArea[];
}

/** So many areas can be watched. */
const MOST_WATCHED = 10_000;

/**
 * Areas whose signal is weak: at the same hour of day again and again, or most of them at once. Counts
 * device-hours of what is heard live, by whole hours of UTC, and judges an hour when it has ended. What
 * comes later or as `hist` corrects the store's figures and not what was decided.
 */
export function createAreaDetector({ site, plant, ...devices }: AreaDetectorParts): AreaDetector {
  const { fleet } = devices;
  const places = createPlaces({ plant, chain: site.chain });
  const weakHours = createWeakHours();
  const found = new Map<AreaKey, FoundArea>();
  const tally = createHourTally({ ...devices, places, found });
  const describer = createDescriber({ site, fleet, plant, places, weakHours, isInRain: tally.isInRain });
  const parts = { places, weakHours, found, ...describer };
  let last: { from: number; counts: Pick<AreaCounts, 'of'> } | undefined;
  /** The start of the hour that is running; undefined before anything was heard. */
  let from: number | undefined;
  let dueAt: number | undefined;
  let isBlind = false;
  let isPlaced = false;
  places.watch(site.watched ?? []);

  /** Once somebody asks for areas: half a million devices are not walked for a minute's recording. */
  function placeAll(): void {
    if (isPlaced) return;
    isPlaced = true;
    for (const state of fleet.states()) places.put(state);
  }

  function begin(at: number): void {
    from = Math.floor(at / HOUR_MS) * HOUR_MS;
    dueAt = from + HOUR_MS;
  }

  function follow({ before, state }: Observed): void {
    if (isPlaced && (before?.area !== state.area || before.node !== state.node)) places.put(state);
  }

  function hear(observed: Observed): void {
    const quality = sampleQuality(observed);
    // Sent in an hour that has been judged: too late for it, and no evidence of this one.
    if (quality === 'NA' || from === undefined || observed.sentAt < from) return;
    tally.hear(observed.state.index, quality);
  }

  function endHour(start: number, at: number): Report[] {
    placeAll();
    const hour = { from: start, at, ...tally.counts(at) };
    const reports = judgeHour(parts, hour);
    tally.next();
    last = { from: start, counts: hour.counts };
    return reports;
  }

  function now(key: AreaKey) {
    placeAll();
    return areaNow({ places, fleet, found, weakHours, last, isBlind }, key);
  }

  return {
    ...sightedOnly({
      observe(observed) {
        if (from === undefined) begin(observed.at);
        follow(observed);
        hear(observed);
        return NOTHING_TO_REPORT;
      },
      nextWakeAt: () => dueAt,
      advance(at) {
        const start = from ?? at;
        begin(at);
        return endHour(start, at);
      },
      blind() {
        isBlind = true;
        return NOTHING_TO_REPORT;
      },
      /** An hour whose end passed unseen is judged now, by what was heard of it. */
      sighted(at) {
        isBlind = false;
        if (dueAt !== undefined) dueAt = Math.max(dueAt, at);
        return NOTHING_TO_REPORT;
      },
    }),
    now,
    weak: () => [...found.keys()].sort().map(now),
    watch: (keys) => places.watch(keys.slice(0, MOST_WATCHED)),
    keep() {
      const areas = [...found.values()];
      const kept: Kept = { from: from ?? -1, tally: tally.rows(), weakHours: weakHours.rows(), found: areas };
      return kept as unknown as Json;
    },
    restore(kept) {
      const { from: start, tally: rows, weakHours: hours, found: areas } = kept as unknown as Kept;
      if (start >= 0) begin(start);
      tally.restore(rows);
      weakHours.restore(hours);
      for (const area of areas) found.set(area.key, area);
    },
    resume() {
      isPlaced = false;
    },
  };
}
