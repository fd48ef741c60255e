import type { Finding, Report } from '../incident/finding.ts';
import type { Plant } from '../plant/plant.ts';
import { MOST, explain, rootsOf, sufferingFeed } from './explain.ts';
import type { NodeEvidence } from './node-evidence.ts';

/** What is wrong under a node, by one feed. */
export interface Trouble {
  since: number;
  feed: number;
  bad: number;
  /** How far their levels are below what is usual, typically; dB. */
  medianFallDb: number;
}

/** What was called at a node, as it was last told. */
export interface Called extends Trouble {
  isGone: boolean;
}

export type KeptCalled = readonly [node: string, called: Called][];

/** Devices that suffer together under one node are one incident at that node. */
export interface NodeWatch {
  look(at: number): Report[];
  hasCalled(): boolean;
  /** The key of what was called at this node or above it. */
  above(node: number): string | undefined;
  keep(): KeptCalled;
  restore(kept: KeptCalled): void;
}

export interface NodeWatchParts<T extends Trouble> {
  plant: Plant;
  evidence: NodeEvidence;
  /** So many bad devices, at least, are one trouble. */
  least: number;
  /** So long it is watched how far it spreads, before it is called … */
  settleMs: number;
  /** … and so long, if many are on their way down and few have arrived. */
  patienceMs: number;
  sum(node: number, feed: number): T;
  key(node: string): string;
  finding(node: number, trouble: T): Finding;
}

/** Fewer than this share still bad: it is over. */
const OVER_BELOW = 0.25;
/** Changes smaller than these are not worth a word. */
const WORTH_SHARE = 0.1;
const WORTH_DB = 1;

export function createNodeWatch<T extends Trouble>(parts: NodeWatchParts<T>): NodeWatch {
  const { plant, evidence, least, sum, finding } = parts;
  const roots = rootsOf(plant);
  const called = new Map<number, Called>();
  let pending = new Map<number, number>();

  const isCovered = (node: number): boolean => [...called.keys()].some((above) => plant.isUnder(node, above));
  const keyOf = (node: number): string => parts.key(plant.info(node).id);
  const feedAt = (node: number): number | undefined => sufferingFeed(node, evidence, { least });

  /** Since when something under this node waits to be called. */
  const pendingSince = (node: number, at: number): number =>
    Math.min(at, ...[...pending].filter(([below]) => plant.isUnder(below, node)).map(([, since]) => since));

  function callNew(explained: readonly number[], at: number): Report[] {
    const waiting = explained.filter((node) => !isCovered(node));
    pending = new Map(waiting.map((node) => [node, pendingSince(node, at)]));
    return waiting.flatMap((node) => (at - (pending.get(node) ?? at) >= waitFor(node) ? call(node, at) : []));
  }

  function waitFor(node: number): number {
    const feed = feedAt(node) ?? 0;
    const isMost = evidence.count(node, feed, 'bad') >= evidence.count(node, feed, 'measured') * MOST;
    return isMost ? parts.settleMs : parts.patienceMs;
  }

  /** What was called below it is the same trouble, and is known by this node from now on. */
  function call(node: number, at: number): Report[] {
    pending.delete(node);
    const [first, ...others] = [...called.keys()].filter((below) => plant.isUnder(below, node));
    const trouble = sum(node, feedAt(node) ?? 0);
    for (const below of [first, ...others]) if (below !== undefined) called.delete(below);
    called.set(node, asCalled(trouble));
    const into = keyOf(node);
    return [
      ...(first === undefined ? [] : [{ kind: 'moved', at, key: keyOf(first), to: into } as const]),
      { kind: 'found', at, finding: finding(node, trouble) },
      ...others.map((other) => ({ kind: 'merged', at, key: keyOf(other), into }) as const),
    ];
  }

  function follow(node: number, before: Called, at: number): Report[] {
    const feed = feedAt(node) ?? before.feed;
    const [bad, measured] = [evidence.count(node, feed, 'bad'), evidence.count(node, feed, 'measured')];
    if (bad === 0 || bad < measured * OVER_BELOW) return end(node, before, { bad, measured }, at);
    const isBack = before.isGone && bad >= measured * MOST;
    if (before.isGone && !isBack) return [];
    const now = sum(node, feed);
    if (!isBack && !isWorthTelling(before, now)) return [];
    const trouble = { ...now, since: Math.min(before.since, now.since) };
    called.set(node, asCalled(trouble));
    return [{ kind: isBack ? 'found' : 'revised', at, finding: finding(node, trouble) }];
  }

  function end(
    node: number,
    before: Called,
    { bad, measured }: { bad: number; measured: number },
    at: number,
  ): Report[] {
    if (before.isGone) return [];
    called.set(node, { ...before, isGone: true });
    return [{ kind: 'gone', at, key: keyOf(node), because: { stillBad: bad, stillMeasured: measured } }];
  }

  /** Gone, and nobody under it is bad any more: should it come back, it is called anew. */
  function letGo(): void {
    for (const [node, { isGone, feed }] of called) {
      if (isGone && evidence.count(node, feed, 'bad') === 0) called.delete(node);
    }
  }

  return {
    look(at) {
      const reports = callNew(explain(plant, roots, evidence, { least }), at);
      for (const [node, before] of [...called]) reports.push(...follow(node, before, at));
      letGo();
      return reports;
    },
    hasCalled: () => called.size > 0,
    above(node) {
      const found = [...called.keys()].find((other) => plant.isUnder(node, other));
      return found === undefined ? undefined : keyOf(found);
    },
    keep: () => [...called].map(([node, trouble]) => [plant.info(node).id, trouble]),
    restore(kept) {
      for (const [id, trouble] of kept) if (plant.find(id) >= 0) called.set(plant.find(id), trouble);
    },
  };
}

function asCalled({ since, feed, bad, medianFallDb }: Trouble): Called {
  return { since, feed, bad, medianFallDb, isGone: false };
}

function isWorthTelling(before: Called, now: Trouble): boolean {
  return (
    Math.abs(now.bad - before.bad) > before.bad * WORTH_SHARE ||
    Math.abs(now.medianFallDb - before.medianFallDb) >= WORTH_DB
  );
}
