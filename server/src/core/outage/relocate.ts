import type { Miss } from './evidence.ts';
import type { SilentGroup } from './localise.ts';
import { groupBySilence, silentTop } from './localise.ts';
import type { OpenOutages } from './open-outages.ts';
import type { Outage } from './outage.ts';
import type { OutageDesk } from './outage-desk.ts';
import type { World } from './world.ts';

/** One more fault at the same time is this unlikely: ln 10,000. */
const FAULT_COST = 9.2;
/** One device that is heard below a node that is down is this unlikely: ln 50; it may have its own battery. */
const SURVIVOR_COST = 3.9;
/** What an outage keeps of its evidence when it moves down must still be nearly enough for a call. */
const ENOUGH = 0.8;
/** After so many survivors nothing is learnt of one more. */
const MOST_SURVIVORS = 60;

/**
 * Somebody below an outage has been heard all the while. Then it lies further down, or is several
 * faults, or only most of the node is lost: whichever is the least unlikely.
 */
export function createRelocation(
  world: World,
  open: OpenOutages,
  desk: OutageDesk,
  reconsider: (misses: readonly Miss[], at: number) => void,
) {
  const { plant, evidence, table, thresholds } = world;

  const isSilent = (node: number, since: number): boolean => evidence.lastHeardAt(node) < since;

  function reshape(outage: Outage, node: number, at: number): void {
    outage.shape = isSilent(node, outage.firstDue) ? 'whole' : 'part';
    desk.moveTo(outage, node, at);
    outage.top = outage.shape === 'whole' ? silentTop(world, outage.node, outage.firstDue) : outage.node;
    desk.tell(outage, at);
  }

  function stay(outage: Outage, at: number): void {
    if (outage.shape === 'part') return;
    const node = plant.common([...outage.lost.keys()].map((index) => table.columns.node[index] as number));
    outage.shape = 'part';
    reshape(outage, node >= 0 ? node : outage.node, at);
  }

  function split(outage: Outage, [main, ...others]: SilentGroup[], at: number): void {
    const rest = others.flatMap(({ misses }) => misses);
    desk.letGo(outage, rest);
    if (!main || main.misses.length < 2 || main.score < ENOUGH * thresholds.node(main.node)) {
      if (main) desk.letGo(outage, main.misses);
      desk.withdraw(outage, at, 'survivors_refute_it');
    } else {
      outage.survivors.clear();
      reshape(outage, main.node, at);
    }
    reconsider(rest, at);
  }

  /** One group as a fault of its own, with survivors of its own, or else as so many strays. */
  function costOf({ survivors }: Outage, { node, score }: SilentGroup): number {
    let below = 0;
    for (const index of survivors) if (plant.isUnder(table.columns.node[index] as number, node)) below++;
    return Math.min(score, FAULT_COST + below * SURVIVOR_COST);
  }

  function relocate(outage: Outage, at: number): void {
    const groups = groupBySilence(world, outage);
    const splitCost = groups.reduce((sum, group) => sum + costOf(outage, group), 0);
    const stayCost = FAULT_COST + outage.survivors.size * SURVIVOR_COST;
    const isElsewhere = groups.length > 1 || groups[0]?.node !== outage.node;
    if (isElsewhere && splitCost < stayCost) split(outage, groups, at);
    else stay(outage, at);
  }

  return {
    relocate,
    /** A device that is not missing was heard below `node`. */
    survived(node: number, index: number, sentAt: number, at: number): void {
      if (open.size === 0) return;
      for (let up = node; up >= 0; up = plant.parent(up)) {
        const outage = open.at(up);
        if (!outage || outage.goneAt !== null || sentAt <= outage.firstDue) continue;
        // While devices come back, whoever is heard may be one of them that was not missed yet.
        if (outage.returned > 0 || outage.lost.has(index) || outage.survivors.size >= MOST_SURVIVORS)
          continue;
        const before = outage.survivors.size;
        outage.survivors.add(index);
        // One alone may have a battery of its own, or a clock that is wrong.
        if (before !== outage.survivors.size && outage.survivors.size >= 2) relocate(outage, at);
      }
    },
  };
}
