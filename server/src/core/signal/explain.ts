import type { Plant } from '../plant/plant.ts';
import { FEEDS } from './metrics.ts';
import type { Mark, NodeEvidence } from './node-evidence.ts';

export interface ExplainOptions {
  /** So few bad devices need no common cause. */
  least: number;
}

/** At least so much of what is measured under a node. */
export const MOST = 0.5;
/** A child with fewer measured devices does not speak against its parent. */
const CHILD_SPEAKS = 3;
/** So much of the children that speak must suffer too, else the trouble lies below. */
const SPREAD = 0.6;
/** A child that holds so much of the bad ones is where the trouble lies. */
const HOLDS_ALL = 0.9;

/** The feed by which a node suffers: enough bad devices, and most of them at least leaning; undefined for none. */
export function sufferingFeed(
  node: number,
  evidence: NodeEvidence,
  { least }: ExplainOptions,
): number | undefined {
  for (let feed = 0; feed < FEEDS.length; feed++) {
    if (evidence.count(node, feed, 'bad') < least) continue;
    if (leaningShare(node, feed, evidence) >= MOST) return feed;
  }
  return undefined;
}

function leaningShare(node: number, feed: number, evidence: NodeEvidence): number {
  const measured = evidence.count(node, feed, 'measured');
  return measured === 0 ? 0 : evidence.count(node, feed, 'leaning') / measured;
}

function countUnder(node: number, evidence: NodeEvidence, mark: Mark): number {
  let count = 0;
  for (let feed = 0; feed < FEEDS.length; feed++) count += evidence.count(node, feed, mark);
  return count;
}

/** The nodes that explain the bad devices: as high as the trouble spreads, as low as one child holds it all. */
export function explain(
  plant: Plant,
  roots: readonly number[],
  evidence: NodeEvidence,
  options: ExplainOptions,
): number[] {
  const found: number[] = [];

  function visit(node: number): void {
    if (countUnder(node, evidence, 'bad') < options.least) return;
    const children = plant.children(node);
    const holder = children.find((child) => holdsAll(child, node));
    if (holder !== undefined && sufferingFeed(holder, evidence, options) !== undefined) return visit(holder);
    const feed = sufferingFeed(node, evidence, options);
    if (feed !== undefined && isSpread(node, feed)) found.push(node);
    else children.forEach(visit);
  }

  /** The bad ones and those that are on their way: a sibling that follows speaks for the parent. */
  function holdsAll(child: number, node: number): boolean {
    return (['bad', 'leaning'] as const).every(
      (mark) => countUnder(child, evidence, mark) >= countUnder(node, evidence, mark) * HOLDS_ALL,
    );
  }

  /** Most of the children that can speak suffer, and each of them suffers in most of its own. */
  function isSpread(node: number, feed: number): boolean {
    const speaking = plant
      .children(node)
      .filter((child) => evidence.count(child, feed, 'measured') >= CHILD_SPEAKS);
    if (speaking.length < 2) return speaking.every((child) => isSpread(child, feed));
    const suffering = speaking.filter(
      (child) => leaningShare(child, feed, evidence) >= MOST && isSpread(child, feed),
    );
    return suffering.length >= speaking.length * SPREAD;
  }

  roots.forEach(visit);
  return found;
}

export function rootsOf(plant: Plant): number[] {
  return Array.from({ length: plant.size }, (_, node) => node).filter((node) => plant.parent(node) < 0);
}
