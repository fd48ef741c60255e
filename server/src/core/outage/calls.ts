import { missChance } from './chance.ts';
import type { Miss } from './evidence.ts';
import { silentTop } from './localise.ts';
import type { OpenOutages } from './open-outages.ts';
import type { Outage } from './outage.ts';
import { newOutage } from './outage.ts';
import { createOutageDesk } from './outage-desk.ts';
import { createRelocation } from './relocate.ts';
import { createReturns } from './returns.ts';
import type { Suspect } from './suspects.ts';
import { MORE_BY, suspectPart, suspectWhole } from './suspects.ts';
import type { Caller } from './watch.ts';
import type { World } from './world.ts';

/** A partial outage takes in whoever falls silent within this time; two intervals at least. */
const PART_GROWS_MS = 600_000;

/** What began so near to each other in time, one below the other, is one fault. */
const SAME_FAULT_MS = 600_000;

/** Calls outages, and lets them grow as more falls silent. */
export function createCalls(world: World, open: OpenOutages) {
  const { plant, evidence, table, misses, thresholds } = world;
  const desk = createOutageDesk(world, open);
  const relocation = createRelocation(world, open, desk, reconsider);
  const intervalOf = (index: number): number => table.columns.intervalMs[index] as number;

  /** Evidence that an outage has let go of speaks again. */
  function reconsider(released: readonly Miss[], at: number): void {
    for (const miss of released) if (miss.node >= 0) evidence.add(miss);
    for (const miss of released) if (miss.node >= 0 && !open.ofDevice(miss.index)) considerNode(miss, at);
  }

  function call(suspect: Suspect, at: number): void {
    const { node, shape, score, threshold } = suspect;
    if (shape === 'whole' && isEverything(node)) return nothingIsHeard(at);
    const before = open.at(node);
    if (before?.goneAt === null) return joinAll(before, suspect.misses, at);
    const outage = before ?? newOutage(`outage:${plant.info(node).id}`, shape, node, at);
    if (before) desk.begin(before, at);
    const firstDue = suspect.misses.reduce((first, { due }) => Math.min(first, due), Infinity);
    const heardAt = evidence.lastHeardAt(node);
    const lastHeardAt = shape === 'whole' && heardAt > -Infinity ? heardAt : null;
    const count = suspect.misses.length;
    Object.assign(outage, { shape, score, threshold, misses: count, firstDue, lastHeardAt, calledAt: at });
    outage.top = shape === 'whole' ? silentTop(world, node, firstDue) : node;
    if (!before) open.add(outage);
    joinAll(outage, suspect.misses, at);
    absorb(outage);
    desk.tell(outage, at);
  }

  function joinAll(outage: Outage, more: readonly Miss[], at: number): void {
    for (const miss of more) if (open.ofDevice(miss.index) !== outage) desk.take(outage, miss);
    desk.explained(at, more.length);
    desk.lookSoon(outage, at);
  }

  /** The top of a plant with several branches: what falls silent there is either the head-end or ourselves. */
  function isEverything(node: number): boolean {
    if (silentTop(world, node, evidence.lastHeardAt(node)) !== node || plant.parent(node) >= 0) return false;
    return plant.children(node).filter((child) => world.load.devices(child) > 0).length >= 2;
  }

  function nothingIsHeard(at: number): void {
    world.reports.push({ kind: 'blind', at, because: 'nothing_heard' });
  }

  /** What was called below and began when this one did is this one: outages, and devices alone. */
  function absorb(outage: Outage): void {
    for (const other of [...open.all()]) {
      if (other === outage || other.goneAt !== null || !plant.isUnder(other.node, outage.node)) continue;
      if (!isSameFault(outage, other)) continue;
      for (const index of [...other.lost.keys()]) {
        const miss = misses.get(index);
        if (miss) desk.take(outage, miss);
      }
    }
  }

  function isSameFault(outage: Outage, below: Outage): boolean {
    const isNear = Math.abs(below.firstDue - outage.firstDue) <= SAME_FAULT_MS;
    if (below.shape === 'lone' || (below.shape === 'part' && outage.shape === 'part')) return isNear;
    return outage.shape === 'whole' && evidence.lastHeardAt(outage.node) < below.firstDue;
  }

  /** What a sibling's silence says for an outage that was called too low. */
  function growth(miss: Miss): { outage: Outage; node: number } | undefined {
    for (const outage of open.all()) {
      if (outage.shape !== 'whole' || outage.goneAt !== null) continue;
      if (!plant.isUnder(miss.node, silentTop(world, outage.node, outage.firstDue))) continue;
      const node = plant.common([outage.node, miss.node]);
      if (node >= 0 && node !== outage.node && evidence.score(node) >= MORE_BY) return { outage, node };
    }
    return undefined;
  }

  function grow(outage: Outage, node: number, at: number): void {
    if (isEverything(node)) return nothingIsHeard(at);
    const joined = [...evidence.run(node)];
    desk.moveTo(outage, node, at);
    joinAll(outage, joined, at);
    absorb(outage);
    desk.tell(outage, at);
  }

  function considerNode(miss: Miss, at: number): void {
    if (caller.explains(miss, miss.due, at)) return;
    const grown = growth(miss);
    if (grown) return grow(grown.outage, grown.node, at);
    const suspect = suspectWhole(world, miss, at) ?? suspectPart(world, miss, at);
    if (suspect) call(suspect, at);
  }

  function isInTime(outage: Outage, miss: Miss, due: number): boolean {
    if (due < outage.firstDue) return false;
    if (outage.shape === 'whole' && evidence.lastHeardAt(outage.node) < due) return true;
    if (outage.returned > 0) return false;
    return due <= outage.firstDue + Math.max(PART_GROWS_MS, 2 * intervalOf(miss.index));
  }

  /** An outage right below the device's node that began when the device was lost. */
  function besides(miss: Miss): Outage | undefined {
    for (const outage of open.all()) {
      if (outage.shape === 'lone' || outage.goneAt !== null || plant.parent(outage.node) !== miss.node)
        continue;
      if (Math.abs(outage.firstDue - miss.due) <= 2 * intervalOf(miss.index)) return outage;
    }
    return undefined;
  }

  function widen(outage: Outage, miss: Miss, at: number): void {
    outage.shape = 'part';
    desk.moveTo(outage, miss.node, at);
    desk.take(outage, miss);
    desk.tell(outage, at);
  }

  function callAlone(miss: Miss, score: number, threshold: number, at: number): void {
    const id = world.fleet.at(miss.index)?.id ?? '';
    const before = open.ofDevice(miss.index);
    const outage = before?.shape === 'lone' ? before : newOutage(`device:${id}`, 'lone', miss.node, at);
    if (before === outage) desk.begin(outage, at);
    const missed = table.columns.missedInARow[miss.index];
    Object.assign(outage, { score, threshold, misses: missed, firstDue: miss.due, calledAt: at });
    open.add(outage);
    desk.take(outage, miss);
    desk.tell(outage, at);
  }

  const caller: Caller = {
    explains(miss, due, at) {
      const outage = miss.node >= 0 ? open.covering(miss.node) : undefined;
      if (!outage || !isInTime(outage, miss, due)) return false;
      desk.take(outage, miss, due);
      desk.lookSoon(outage, at);
      return true;
    },
    consider: considerNode,
    considerAlone(miss, at) {
      // A will or a gasp is one sign more than the beats that are missing.
      const signs = (table.columns.missedInARow[miss.index] as number) + (miss.sign === 'silence' ? 0 : 1);
      const score = -signs * Math.log(missChance(world, miss.index, 2, at));
      const threshold = thresholds.device(intervalOf(miss.index), world.watchers);
      if (score < threshold || signs < 2) return;
      const below = besides(miss);
      if (below) widen(below, miss, at);
      else callAlone(miss, score, threshold, at);
    },
    survived: relocation.survived,
  };

  return { caller, ...createReturns(world, open, desk, { relocate: relocation.relocate, reconsider }) };
}
