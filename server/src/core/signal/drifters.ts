import type { Fleet } from '../fleet/fleet.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';
import type { DayVerdict } from './day-levels.ts';
import { DRIFTING } from './day-levels.ts';
import type { Drift } from './drift-finding.ts';
import { MARK } from './node-evidence.ts';
import type { NodeEvidence } from './node-evidence.ts';

export interface Drifter extends DayVerdict {
  since: number;
}

/** Devices whose level drifts, as of the last midnight. */
export interface Drifters {
  put(device: number, verdict: DayVerdict | undefined, at: number): void;
  all(): Iterable<[device: number, drifter: Drifter]>;
  get(device: number): Drifter | undefined;
  /** All of them under a node. */
  sum(node: number, feed: number): Drift;
  one(device: number, drifter: Drifter): Drift;
}

interface DriftersParts {
  plant: Plant;
  evidence: NodeEvidence;
  fleet: Pick<Fleet, 'at'>;
  people: MonitorSite['people'];
}

const DAY_MS = 86_400_000;
/** However steady a device has been: a fall of less is no trouble yet. */
const LEAST_FALL_DB = 0.5;
const LISTED = 20;

export function createDrifters({ plant, evidence, fleet, people }: DriftersParts): Drifters {
  const drifters = new Map<number, Drifter>();

  function marksOf({ cusum, deviation }: DayVerdict): number {
    const isLeaning = cusum >= DRIFTING / 2;
    const isBad = cusum >= DRIFTING && deviation <= -LEAST_FALL_DB;
    return MARK.measured | (isLeaning ? MARK.leaning : 0) | (isBad ? MARK.bad : 0);
  }

  function sumOf(found: readonly (readonly [number, Drifter])[], feed: number, measured: number): Drift {
    const ids = found.map(([device]) => fleet.at(device)?.id ?? '');
    return {
      since: Math.min(...found.map(([, { since }]) => since)),
      feed,
      bad: found.length,
      measured,
      medianFallDb: median(found.map(([, { deviation }]) => -deviation)),
      perDayDb: median(found.map(([, { deviation, days }]) => -deviation / (days + 1))),
      homes: ids.reduce((sum, id) => sum + people(id).homes, 0),
      population: ids.reduce((sum, id) => sum + people(id).population, 0),
      devices: ids.slice(0, LISTED),
    };
  }

  return {
    put(device, verdict, at) {
      const marks = verdict ? marksOf(verdict) : 0;
      evidence.put(device, { node: evidence.nodeOf(device), feed: evidence.feedOf(device) }, marks);
      if (verdict === undefined || (marks & MARK.bad) === 0) drifters.delete(device);
      else drifters.set(device, { ...verdict, since: at - verdict.days * DAY_MS });
    },
    all: () => drifters,
    get: (device) => drifters.get(device),
    sum(node, feed) {
      const under = [...drifters].filter(
        ([device]) => evidence.feedOf(device) === feed && plant.isUnder(evidence.nodeOf(device), node),
      );
      return sumOf(under, feed, evidence.count(node, feed, 'measured'));
    },
    one: (device, drifter) => sumOf([[device, drifter]], evidence.feedOf(device), 1),
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
