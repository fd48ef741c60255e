import type { Report } from '../incident/finding.ts';
import type { Plant } from '../plant/plant.ts';
import { MOST, explain, rootsOf, sufferingFeed } from './explain.ts';
import type { Fade } from './fade-finding.ts';
import { fadeFinding, fadeKey } from './fade-finding.ts';
import type { Levels } from './levels.ts';
import type { NodeEvidence } from './node-evidence.ts';

/** What was called at a node, as it was last told. */
export interface CalledFade {
  since: number;
  feed: number;
  faded: number;
  medianFallDb: number;
  isGone: boolean;
}

/** Devices that fade together under one node are one incident at that node. */
export interface FadeWatch {
  look(at: number): Report[];
  /** Whether there is anything to look at. */
  isIdle(): boolean;
  keep(): [node: string, called: CalledFade][];
  restore(kept: readonly [node: string, called: CalledFade][]): void;
}

/** Two devices and one more may coincide; below this nothing is said. */
export const LEAST = 5;
const OPTIONS = { least: LEAST };
/** So long it is watched how far it spreads, before it is called … */
const SETTLE_MS = 2 * 60_000;
/** … and so long, if many are on their way down and few have arrived. */
const PATIENCE_MS = 10 * 60_000;
/** Fewer than this share still faded: it is over. */
const OVER_BELOW = 0.25;
/** Changes smaller than these are not worth a word. */
const WORTH_SHARE = 0.1;
const WORTH_DB = 1;

interface WatchParts {
  plant: Plant;
  evidence: NodeEvidence;
  levels: Levels;
}

export function createFadeWatch({ plant, evidence, levels }: WatchParts): FadeWatch {
  const roots = rootsOf(plant);
  const called = new Map<number, CalledFade>();
  let pending = new Map<number, number>();

  const isCovered = (node: number): boolean => [...called.keys()].some((above) => plant.isUnder(node, above));

  const finding = (node: number, fade: Fade) => fadeFinding(plant.info(node), fade);
  const keyOf = (node: number): string => fadeKey(plant.info(node).id);

  /** Since when something under this node waits to be called. */
  const pendingSince = (node: number, at: number): number =>
    Math.min(at, ...[...pending].filter(([below]) => plant.isUnder(below, node)).map(([, since]) => since));

  function callNew(explained: readonly number[], at: number): Report[] {
    const waiting = explained.filter((node) => !isCovered(node));
    pending = new Map(waiting.map((node) => [node, pendingSince(node, at)]));
    return waiting.flatMap((node) => (at - (pending.get(node) ?? at) >= waitFor(node) ? call(node, at) : []));
  }

  function waitFor(node: number): number {
    const feed = sufferingFeed(node, evidence, OPTIONS) ?? 0;
    const isMost = evidence.count(node, feed, 'bad') >= evidence.count(node, feed, 'measured') * MOST;
    return isMost ? SETTLE_MS : PATIENCE_MS;
  }

  /** What was called below it is the same trouble, and is known by this node from now on. */
  function call(node: number, at: number): Report[] {
    pending.delete(node);
    const [first, ...others] = [...called.keys()].filter((below) => plant.isUnder(below, node));
    const fade = levels.sum(node, sufferingFeed(node, evidence, OPTIONS) ?? 0);
    for (const below of [first, ...others]) if (below !== undefined) called.delete(below);
    called.set(node, asCalled(fade));
    const into = keyOf(node);
    return [
      ...(first === undefined ? [] : [{ kind: 'moved', at, key: keyOf(first), to: into } as const]),
      { kind: 'found', at, finding: finding(node, fade) },
      ...others.map((other) => ({ kind: 'merged', at, key: keyOf(other), into }) as const),
    ];
  }

  function follow(node: number, before: CalledFade, at: number): Report[] {
    const feed = sufferingFeed(node, evidence, OPTIONS) ?? before.feed;
    const [bad, measured] = [evidence.count(node, feed, 'bad'), evidence.count(node, feed, 'measured')];
    if (bad === 0 || bad < measured * OVER_BELOW) return end(node, before, { bad, measured }, at);
    const isBack = before.isGone && bad >= measured * MOST;
    if (before.isGone && !isBack) return [];
    const fade = levels.sum(node, feed);
    if (!isBack && !isWorthTelling(before, fade)) return [];
    called.set(node, { ...asCalled(fade), since: Math.min(before.since, fade.since) });
    return [{ kind: isBack ? 'found' : 'revised', at, finding: finding(node, fade) }];
  }

  function end(
    node: number,
    before: CalledFade,
    { bad, measured }: { bad: number; measured: number },
    at: number,
  ): Report[] {
    if (before.isGone) return [];
    called.set(node, { ...before, isGone: true });
    const because = { stillFaded: bad, stillMeasured: measured, backWithinDb: 1 };
    return [{ kind: 'gone', at, key: keyOf(node), because }];
  }

  /** Gone, and nobody under it is faded any more: should it come back, it is called anew. */
  function letGo(): void {
    for (const [node, { isGone, feed }] of called) {
      if (isGone && evidence.count(node, feed, 'bad') === 0) called.delete(node);
    }
  }

  return {
    look(at) {
      const explained = levels.faded() < LEAST ? [] : explain(plant, roots, evidence, OPTIONS);
      const reports = callNew(explained, at);
      for (const [node, before] of [...called]) reports.push(...follow(node, before, at));
      letGo();
      return reports;
    },
    isIdle: () => levels.faded() < LEAST && called.size === 0,
    keep: () => [...called].map(([node, fade]) => [plant.info(node).id, fade]),
    restore(kept) {
      for (const [id, fade] of kept) if (plant.find(id) >= 0) called.set(plant.find(id), fade);
    },
  };
}

function asCalled({ since, feed, faded, medianFallDb }: Fade): CalledFade {
  return { since, feed, faded, medianFallDb, isGone: false };
}

function isWorthTelling(before: CalledFade, now: Fade): boolean {
  return (
    Math.abs(now.faded - before.faded) > before.faded * WORTH_SHARE ||
    Math.abs(now.medianFallDb - before.medianFallDb) >= WORTH_DB
  );
}
