import { Status } from './columns.ts';
import { experience, missChance } from './chance.ts';
import type { LossSign, Miss } from './evidence.ts';
import { follow, USUAL_AT_MOST_MS, USUAL_QUANTILE } from './grace.ts';
import { mattersAlone } from './kinds.ts';
import { partWeight } from './load.ts';
import type { Roster } from './roster.ts';
import type { World } from './world.ts';

/** Who is told of what is missed; see `calls.ts`. */
export interface Caller {
  /** True where an outage that was called already explains the loss. */
  /** @param due when the latest beat that it has missed was due, ms */
  explains(miss: Miss, due: number, at: number): boolean;
  /** There is new evidence. */
  consider(miss: Miss, at: number): void;
  /** A device whose silence alone matters has missed one more beat. */
  considerAlone(miss: Miss, at: number): void;
  /** Somebody below this node was heard who is not known to be missing. */
  survived(node: number, index: number, sentAt: number, at: number): void;
}

/** What a device's own repeated silence can say for an outage at the most: it may simply have died. */
const REPEATED_AT_MOST = 11;
/** So long a loss that nothing explains counts for a partial outage; two intervals at least. */
const FORGET_MS = 600_000;
/** Who beats every second or two is lost before a silence can be told from a hiccup: it is looked at again. */
const STILL_NEW_MS = 10_000;

/** A beat that comes earlier than this share of the interval was not in danger of being missed: it teaches nothing. */
const EARLY_SHARE = 0.1;

/** Judges beats: who owes one, who has kept it, who has missed it. */
export function createWatch(world: World, roster: Roster, caller: Caller) {
  const { table, heap, evidence, load, misses, rates, longestDelay, massLoss } = world;
  const { statusOf, setStatus, intervalOf, nodeOf, kindAt, lateMs, lostMs, forgive } = roster;
  const dueOf = (index: number): number => table.columns.due[index] as number;

  /** The device has said something that it sent at `sentAt`: it is there. */
  function heard(index: number, sentAt: number, at: number, isSurvival: boolean): void {
    const status = statusOf(index);
    if (roster.isOut(index)) roster.enter(index);
    if (status === Status.DUE && sentAt >= dueOf(index) - EARLY_SHARE * intervalOf(index)) kept(index, at);
    if (status === Status.MISSED || status === Status.LOST) cameAfterAll(index, at);
    setStatus(index, Status.DUE);
    table.columns.missedInARow[index] = 0;
    // What waited for us so long that the next beat is due already has that one waiting behind it.
    const next = sentAt + intervalOf(index);
    table.columns.due[index] = next > at ? next : at + intervalOf(index);
    // An earlier look that finds nothing costs little.
    heap.scheduleBy(index, dueOf(index) + lateMs(index));
    if (nodeOf(index) < 0) return;
    evidence.heard(nodeOf(index), index, sentAt, refuted);
    if (isSurvival && status === Status.DUE) caller.survived(nodeOf(index), index, sentAt, at);
    function refuted(miss: Miss, node: number): void {
      if (node === miss.level) lapse(miss, at);
    }
  }

  /** Somebody nearby, or the device itself, shows that this loss is the device's own affair. */
  function lapse(miss: Miss, at: number): void {
    if (miss.lapsed === 0) {
      rates.judged(miss.kind, at);
      experience(world, miss.index, true, at);
      rates.lapsed(miss.kind, 1, at);
    }
    if (miss.lapsed < 2 && miss.stage === 2) rates.lapsed(miss.kind, 2, at);
    miss.lapsed = miss.stage;
  }

  function kept(index: number, at: number): void {
    rates.judged(kindAt(index), at);
    experience(world, index, false, at);
    delayed(index, Math.max(0, at - dueOf(index)));
  }

  /** A beat that came late teaches patience; one that was lost does not. */
  function cameAfterAll(index: number, at: number): void {
    const late = at - dueOf(index);
    if (late < intervalOf(index) / 2) delayed(index, late);
    forgive(index);
  }

  function delayed(index: number, delayMs: number): void {
    const { usualDelay } = table.columns;
    const next = follow(Math.max(usualDelay[index] as number, 1), delayMs, USUAL_QUANTILE);
    usualDelay[index] = Math.min(next, USUAL_AT_MOST_MS);
    longestDelay.seen(kindAt(index), delayMs);
  }

  /** When the device must really be looked at. */
  function wakeAt(index: number): number {
    return statusOf(index) === Status.DUE ? dueOf(index) + lateMs(index) : (heap.dueAt(index) ?? Infinity);
  }

  function missed(index: number, due: number, sign: LossSign, stage: 1 | 2, at: number): void {
    setStatus(index, Status.MISSED);
    table.columns.missedInARow[index] = 1;
    const node = nodeOf(index);
    const weight = -Math.log(missChance(world, index, stage, at));
    const level = node < 0 ? -1 : load.neighbourhood(node);
    const miss: Miss = {
      index,
      node,
      kind: kindAt(index),
      due,
      sign,
      stage,
      weight,
      level,
      lapsed: 0,
      part: 0,
    };
    misses.set(index, miss);
    heap.schedule(index, stage === 1 ? due + lostMs(index) : due + intervalOf(index) + lostMs(index));
    if (caller.explains(miss, due, at)) return;
    massLoss.lost(at);
    if (node >= 0) accuse(miss, at);
    if (massLoss.isMassive(at, roster.inSight()) && !isAccused(node))
      world.reports.push({ kind: 'blind', at, because: 'mass_loss' });
    if (sign !== 'silence' && mattersAlone(miss.kind)) caller.considerAlone(miss, at);
  }

  /** A node above is about to be called, and will explain it: what is lost has something in common. */
  function isAccused(node: number): boolean {
    for (let up = node; up >= 0; up = world.plant.parent(up)) {
      if (evidence.score(up) >= world.thresholds.node(up)) return true;
    }
    return false;
  }

  function accuse(miss: Miss, at: number): void {
    evidence.add(miss);
    // Somebody nearby has been heard since it was due.
    if (evidence.lastHeardAt(miss.level) >= miss.due) lapse(miss, at);
    const forget = Math.max(FORGET_MS, 2 * intervalOf(miss.index));
    const chance = missChance(world, miss.index, 2, at) * (forget / intervalOf(miss.index));
    miss.part = Math.max(partWeight(Math.min(chance, 0.5)), Number.MIN_VALUE);
    load.missing(miss.node, miss.part);
    caller.consider(miss, at);
  }

  /** While everybody's messages are late, this one's may be under way as well. */
  function isDelayed(index: number, at: number): boolean {
    const until = dueOf(index) + lateMs(index) + world.commonDelay.ms();
    if (statusOf(index) !== Status.DUE || at >= until) return false;
    heap.schedule(index, until);
    return true;
  }

  /** The device's time has come. */
  function due(index: number, at: number): void {
    heap.remove(index);
    if (isDelayed(index, at)) return;
    const status = statusOf(index);
    if (status === Status.DUE) missed(index, dueOf(index), 'silence', 1, at);
    else if (status === Status.HELD) missed(index, dueOf(index), 'silence', 2, at);
    else if (status === Status.MISSED || status === Status.LOST) stillMissing(index, at);
  }

  function stillMissing(index: number, at: number): void {
    const miss = misses.get(index);
    if (!miss) return;
    if (miss.stage === 1) return lost(miss, at);
    if (statusOf(index) === Status.LOST) return;
    const { missedInARow } = table.columns;
    missedInARow[index] = Math.min((missedInARow[index] as number) + 1, 65_535);
    if (caller.explains(miss, at - lostMs(index), at)) return;
    if (mattersAlone(miss.kind)) return silentAlone(miss, at);
    if (miss.node >= 0 && at - miss.due <= STILL_NEW_MS) caller.consider(miss, at);
    if (at < miss.due + Math.max(FORGET_MS, 2 * intervalOf(index)))
      return heap.schedule(index, at + intervalOf(index));
    // Whoever is silent for so long has been switched off: it is not there to be lost any more.
    roster.leave(index);
    setStatus(index, Status.OFF);
  }

  function lost(miss: Miss, at: number): void {
    miss.stage = 2;
    if (miss.lapsed === 1) lapse(miss, at);
    heap.schedule(miss.index, miss.due + intervalOf(miss.index) + lostMs(miss.index));
    evidence.weigh(miss, -Math.log(missChance(world, miss.index, 2, at)));
    if (statusOf(miss.index) === Status.MISSED && miss.node >= 0) caller.consider(miss, at);
  }

  /** Nobody switches it off: each further beat that it misses speaks again. */
  function silentAlone(miss: Miss, at: number): void {
    const { index } = miss;
    if (at >= miss.due + Math.max(FORGET_MS, 2 * intervalOf(index))) roster.countOut(miss);
    heap.schedule(index, at + intervalOf(index));
    const more = miss.weight - Math.log(missChance(world, index, 2, at));
    evidence.weigh(miss, Math.max(miss.weight, Math.min(more, REPEATED_AT_MOST)));
    if (statusOf(index) !== Status.MISSED) return;
    if (miss.node >= 0) caller.consider(miss, at);
    if (statusOf(index) === Status.MISSED) caller.considerAlone(miss, at);
  }

  /** A will, a dying gasp, a return that did not happen: a loss that need not be waited for. */
  function signed(index: number, sign: LossSign, at: number): void {
    const status = statusOf(index);
    if (status === Status.AWAY && sign === 'no_return') roster.enter(index);
    else if (status !== Status.DUE) return resign(index, sign);
    heap.remove(index);
    missed(index, at, sign, 2, at);
  }

  function resign(index: number, sign: LossSign): void {
    const miss = misses.get(index);
    if (miss && miss.sign !== 'gasp') evidence.sign(miss, sign);
  }

  return {
    heard,
    signed,
    /** The device's time has come. */
    due,
    /** When somebody must be looked at; entries that have become void are put right on the way. */
    nextDueAt(): number | undefined {
      for (let first = heap.firstAt(); first !== undefined; first = heap.firstAt()) {
        const real = wakeAt(heap.first());
        if (real <= first) return first;
        heap.schedule(heap.first(), real);
      }
      return undefined;
    },
  };
}
