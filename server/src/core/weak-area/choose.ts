import type { WeakCount } from '@fengsui/config/contract';
import type { Places } from './places.ts';
import { gainOf } from './scan.ts';

/**
 * What a node must explain better than a division: there are several nodes for every village, so that
 * one of them fits by chance more often; and a village is what people know.
 */
const COST_OF_A_NODE = 2;

/** How well a place explains who is weak in an hour. */
export function scoreOf(places: Places, place: number, count: WeakCount, all: WeakCount): number {
  return gainOf(count, all) - (places.isNode(place) ? COST_OF_A_NODE : 0);
}

/** Of places that explain the same equally well the one that lies lowest, divisions before nodes. */
export function isBetter(
  one: { score: number; place: number },
  other: { score: number; place: number } | undefined,
): boolean {
  if (other === undefined || one.score !== other.score) return one.score > (other?.score ?? -Infinity);
  return one.place > other.place;
}
