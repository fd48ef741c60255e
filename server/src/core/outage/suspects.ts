import { missChance } from './chance.ts';
import { Status } from './columns.ts';
import type { Miss } from './evidence.ts';
import { silentTop } from './localise.ts';
import { PART_SHARE, partWeight } from './load.ts';
import type { World } from './world.ts';
import { devicesUnder } from './world.ts';

/** A node that the evidence accuses strongly enough. */
export interface Suspect {
  shape: 'whole' | 'part';
  node: number;
  score: number;
  threshold: number;
  misses: readonly Miss[];
}

/**
 * What the parent must add to what the child holds already, before the parent is blamed: one stray
 * miss elsewhere is chance, two are not.
 */
export const MORE_BY = 6.9;
/** Silence of less than this may be a hiccup of the network before us, however many it concerns. */
const HICCUP_MS = 3_000;
/** The same, where nobody at all is left who is heard. */
const LONG_HICCUP_MS = 5_000;
const PART_MARGIN = 2;
const PART_LOOK_EVERY_MS = 1_000;
const PART_LEAST_DEVICES = 5;
const PART_LEAST_MISSING = 4;

/** The node above a new miss that is down as a whole, if the evidence says so. */
export function suspectWhole(world: World, miss: Miss, at: number): Suspect | undefined {
  const { evidence, plant, thresholds } = world;
  let found = -1;
  for (let node = miss.node; node >= 0; node = plant.parent(node)) {
    const score = evidence.score(node);
    if (score === 0 || score < thresholds.node(node) || evidence.run(node).size < 2) continue;
    if (found < 0 || score - evidence.score(found) >= MORE_BY) found = node;
  }
  if (found < 0) return undefined;
  if (mayBeHiccup(world, found, at)) return undefined;
  const misses = [...evidence.run(found)];
  const score = sum(misses, (other) => Math.min(other.weight, weightNow(world, other, at)));
  const threshold = thresholds.node(found);
  return score >= threshold ? { shape: 'whole', node: found, score, threshold, misses } : undefined;
}

/** Wills and gasps are heard, so somebody hears; of silence alone one must be sure that it is not our own. */
function mayBeHiccup(world: World, node: number, at: number): boolean {
  if (world.evidence.signs(node) > 0) return false;
  const since = world.evidence.firstDue(node);
  const isEverything = world.plant.parent(silentTop(world, node, since)) < 0;
  return at - since < (isEverything ? LONG_HICCUP_MS : HICCUP_MS);
}

/** With what is known by now of how often healthy devices miss; repeated misses keep what they had. */
function weightNow(world: World, { index, stage, weight }: Miss, at: number): number {
  const now = -Math.log(missChance(world, index, stage, at));
  return weight > now * 1.5 ? weight : now;
}

/** The node above a new miss of which a part is down, if too many below it are missing for chance. */
export function suspectPart(world: World, miss: Miss, at: number): Suspect | undefined {
  const { load, plant, thresholds } = world;
  let found = -1;
  for (let node = miss.node; node >= 0; node = plant.parent(node)) {
    if (load.devices(node) < PART_LEAST_DEVICES || load.missingDevices(node) < PART_LEAST_MISSING) continue;
    if (load.partScore(node) < thresholds.node(node) + PART_MARGIN) continue;
    if (found < 0 || load.partScore(node) > load.partScore(found)) found = node;
  }
  if (found < 0 || at < (world.partLookAt[found] as number)) return undefined;
  const suspect = confirmPart(world, found, at);
  // To weigh a whole node anew takes as long as it is large: that is not done for every miss.
  if (!suspect) world.partLookAt[found] = at + PART_LOOK_EVERY_MS;
  return suspect;
}

/** The sums were made of what was known then; before anybody is called, all is weighed anew. */
function confirmPart(world: World, node: number, at: number): Suspect | undefined {
  const { table, misses, load, thresholds } = world;
  const missing: Miss[] = [];
  for (const index of devicesUnder(world, node)) {
    const miss = misses.get(index);
    if (miss && isOverdue(miss, at) && table.columns.status[index] === Status.MISSED) missing.push(miss);
  }
  const score = sum(missing, (miss) => partNow(world, miss, at)) + load.well(node) * Math.log(1 - PART_SHARE);
  const threshold = thresholds.node(node) + PART_MARGIN;
  return score >= threshold ? { shape: 'part', node, score, threshold, misses: missing } : undefined;
}

/** Counted for a part, and late by more than a hiccup. */
function isOverdue({ part, sign, due }: Miss, at: number): boolean {
  return part > 0 && (sign !== 'silence' || at - due >= HICCUP_MS);
}

function partNow(world: World, { index, part }: Miss, at: number): number {
  const intervalMs = world.table.columns.intervalMs[index] as number;
  const span = Math.max(600_000, 2 * intervalMs);
  return Math.min(part, partWeight(Math.min(0.5, (missChance(world, index, 2, at) * span) / intervalMs)));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
