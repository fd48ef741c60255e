import { createColumn } from '../columns.ts';
import type { Observed } from '../detector.ts';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { freshValues } from '../fresh-values.ts';
import type { Plant } from '../plant/plant.ts';
import type { BaselineRow, Baselines, Standing } from './baseline.ts';
import { FEEDS, NO_FEED, feedOf } from './metrics.ts';
import type { NodeEvidence } from './node-evidence.ts';
import { MARK } from './node-evidence.ts';
import type { Fade } from './fade-finding.ts';
import type { MonitorSite } from '../monitor-site.ts';

/** Every device's level against its own baseline, and who has faded. */
export interface Levels {
  /** How many are faded now. */
  faded(): number;
  isFaded(device: number): boolean;
  /** Since when; undefined while it is not. */
  fadedAt(device: number): number | undefined;
  hear(observed: Observed): void;
  /** It is not measured while it is away. */
  forget(device: number): void;
  /** The fade under a node by one feed. */
  sum(node: number, feed: number): Fade;
  rows(): LevelRow[];
  setRow(state: DeviceState, row: LevelRow): void;
}

/** Feed, marks, when it faded (0: it has not), its baseline. */
export type LevelRow = readonly [id: string, feed: number, marks: number, since: number, ...BaselineRow];

interface LevelsParts {
  plant: Plant;
  fleet: Pick<Fleet, 'at' | 'states'>;
  people: MonitorSite['people'];
  baselines: Baselines;
  evidence: NodeEvidence;
}

const LISTED = 20;

export function createLevels({ plant, fleet, people, baselines, evidence }: LevelsParts): Levels {
  /** The feed that a device is judged by, from its first level on; one more than its number. */
  const feeds = createColumn(Uint8Array);
  const deviations = createColumn(Float32Array);
  const since = new Map<number, number>();

  function chooseFeed(state: DeviceState, m: DeviceState['metrics']): number {
    const chosen = feeds.get(state.index) - 1;
    if (chosen !== NO_FEED) return chosen;
    const feed = feedOf(state.class, m);
    feeds.set(state.index, feed + 1);
    return feed;
  }

  function mark(state: DeviceState, feed: number, marks: number, at: number): void {
    const { index } = state;
    if (marks === evidence.marks(index)) return;
    const isBad = (marks & MARK.bad) !== 0;
    if (!isBad) since.delete(index);
    else if (!since.has(index)) since.set(index, at);
    evidence.put(index, { node: plant.find(state.node), feed }, marks);
  }

  function* fadedUnder(node: number, feed: number): Generator<number> {
    for (const index of since.keys()) {
      if (evidence.feedOf(index) === feed && plant.isUnder(evidence.nodeOf(index), node)) yield index;
    }
  }

  return {
    faded: () => since.size,
    isFaded: (device) => since.has(device),
    fadedAt: (device) => since.get(device),
    hear(observed) {
      const m = freshValues(observed);
      if (m === undefined) return;
      const { state, at } = observed;
      const feed = chooseFeed(state, m);
      const { metric = '', sigmaFloor = 0 } = FEEDS[feed] ?? {};
      const level = m[metric];
      if (typeof level !== 'number') return;
      const standing = baselines.step(state.index, level, at, sigmaFloor);
      deviations.set(state.index, standing.deviation);
      mark(state, feed, marksOf(evidence.marks(state.index), standing), at);
    },
    forget(device) {
      since.delete(device);
      const place = { node: evidence.nodeOf(device), feed: evidence.feedOf(device) };
      if (evidence.marks(device) !== 0) evidence.put(device, place, 0);
    },
    sum(node, feed) {
      const devices = [...fadedUnder(node, feed)];
      const falls = devices.map((index) => -deviations.get(index)).sort((a, b) => a - b);
      const ids = devices.map((index) => fleet.at(index)?.id ?? '');
      return {
        since: Math.min(...devices.map((index) => since.get(index) ?? 0)),
        feed,
        measured: evidence.count(node, feed, 'measured'),
        bad: devices.length,
        sank: evidence.count(node, feed, 'sank'),
        medianFallDb: falls[falls.length >> 1] ?? 0,
        worstFallDb: falls.at(-1) ?? 0,
        homes: ids.reduce((sum, id) => sum + people(id).homes, 0),
        population: ids.reduce((sum, id) => sum + people(id).population, 0),
        devices: ids.slice(0, LISTED),
      };
    },
    rows() {
      const rows: LevelRow[] = [];
      for (const { id, index } of fleet.states()) {
        const row = baselines.row(index);
        if (row) rows.push([id, feeds.get(index), evidence.marks(index), since.get(index) ?? 0, ...row]);
      }
      return rows;
    },
    setRow(state, [, feed, marks, fadedAt, ...row]) {
      feeds.set(state.index, feed);
      baselines.setRow(state.index, row);
      if (fadedAt > 0) since.set(state.index, fadedAt);
      if (marks !== 0) evidence.put(state.index, { node: plant.find(state.node), feed: feed - 1 }, marks);
    },
  };
}

/** Bad from its limit on, until it is back within a third of it. */
function marksOf(before: number, { deviation, limit, isMature }: Standing): number {
  if (!isMature) return 0;
  const isLeaning = deviation <= -limit / 2;
  const wasBad = (before & MARK.bad) !== 0;
  const isBad = deviation <= (wasBad ? -limit / 3 : -limit);
  const sank = wasBad ? before & MARK.sank : (before & MARK.leaning) !== 0 ? MARK.sank : 0;
  return MARK.measured | (isLeaning ? MARK.leaning : 0) | (isBad ? MARK.bad | sank : 0);
}
