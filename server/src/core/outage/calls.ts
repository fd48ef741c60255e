import type { DeviceState } from '../device/state.ts';
import { missChance } from './chance.ts';
import { Status } from './columns.ts';
import type { Miss } from './evidence.ts';
import { createFindings } from './findings.ts';
import { groupBySilence, silentTop } from './localise.ts';
import type { OpenOutages } from './open-outages.ts';
import type { Outage } from './outage.ts';
import { BACK_SHARE, isBack, newOutage, noteRelapse, noteReturn, strike } from './outage.ts';
import type { Suspect } from './suspects.ts';
import { MORE_BY, suspectPart, suspectWhole } from './suspects.ts';
import type { Caller } from './watch.ts';
import type { World } from './world.ts';

/** Who has not come back so long after the others is on his own again. */
const RELEASE_MS = 10 * 60_000;
/** How long an outage that is over is remembered: until its incident is closed. */
const REMEMBER_MS = 41 * 60_000;
/** A partial outage takes in whoever falls silent within this time; two intervals at least. */
const PART_GROWS_MS = 600_000;
const LOOK_EVERY_MS = 10_000;
/** A beat that was sent when it was due was not lost but late. */
const CLOCK_SLACK_MS = 1_000;

/** Calls outages, moves them to where they belong, and notes who comes back. */
export function createCalls(world: World, open: OpenOutages) {
  const { plant, evidence, load, table, misses, thresholds } = world;
  const tellOf = createFindings(world);
  const setStatus = (index: number, status: Status): void => void (table.columns.status[index] = status);
  const intervalOf = (index: number): number => table.columns.intervalMs[index] as number;
  let lookAt = Infinity;

  /** Calls that turned out to be a part of another; told after what they are a part of. */
  let merged: { key: string; into: string }[] = [];

  function tell(outage: Outage, at: number): void {
    world.reports.push({ kind: 'found', at, finding: tellOf(outage) });
    for (const { key, into } of merged) world.reports.push({ kind: 'merged', at, key, into });
    merged = [];
  }

  function revise(outage: Outage, at: number): void {
    world.reports.push({ kind: outage.goneAt === null ? 'found' : 'revised', at, finding: tellOf(outage) });
  }

  function lookSoon(outage: Outage, at: number): void {
    outage.lookAt = at + LOOK_EVERY_MS;
    lookAt = Math.min(lookAt, outage.lookAt);
  }

  /** Makes a device one of the outage's; it speaks for nothing else any more. */
  function take(outage: Outage, miss: Miss, due = miss.due): void {
    const other = open.ofDevice(miss.index);
    if (other && other !== outage) giveOver(other, miss.index, outage);
    if (miss.part > 0) load.found(miss.node, miss.part);
    miss.part = 0;
    if (outage.shape !== 'lone') evidence.remove(miss, plant.parent(outage.node));
    setStatus(miss.index, Status.LOST);
    open.claim(miss.index, outage);
    const known = outage.lost.get(miss.index);
    if (known) return noteRelapse(outage, known);
    const boot = world.fleet.at(miss.index)?.boot ?? null;
    const { index, sign } = miss;
    outage.lost.set(index, { index, due, sign, boot, returnedAt: null, isFresh: null, buffered: 0 });
    outage.firstDue = Math.min(outage.firstDue, due);
  }

  /** A device of an older call belongs to this one: a lone alarm was part of an outage. */
  function giveOver(from: Outage, index: number, to: Outage): void {
    strike(from, index);
    if (from.lost.size > 0) return;
    open.remove(from);
    merged.push({ key: from.key, into: to.key });
  }

  function call(suspect: Suspect, at: number): void {
    const { node, shape, score, threshold } = suspect;
    const before = open.at(node);
    if (before?.goneAt === null) return joinAll(before, suspect, at);
    const outage = before ?? newOutage(`outage:${plant.info(node).id}`, shape, node, at);
    if (before) begin(before, at);
    const firstDue = Math.min(...suspect.misses.map(({ due }) => due));
    const lastHeardAt =
      shape === 'whole' && evidence.lastHeardAt(node) > -Infinity ? evidence.lastHeardAt(node) : null;
    Object.assign(outage, {
      shape,
      score,
      threshold,
      misses: suspect.misses.length,
      firstDue,
      lastHeardAt,
      calledAt: at,
    });
    outage.top = shape === 'whole' ? silentTop(world, node, firstDue) : node;
    if (!before) open.add(outage);
    for (const miss of suspect.misses) take(outage, miss);
    world.massLoss.explained(at, suspect.misses.length);
    if (shape === 'whole') absorb(outage);
    tell(outage, at);
    lookSoon(outage, at);
  }

  /** More evidence for what was called already. */
  function joinAll(outage: Outage, { misses: more }: Suspect, at: number): void {
    for (const miss of more) if (open.ofDevice(miss.index) !== outage) take(outage, miss);
    lookSoon(outage, at);
  }

  /** The same place is out again: the devices of the last time do not count for this one. */
  function begin(outage: Outage, at: number): void {
    for (const index of outage.lost.keys()) open.release(index);
    Object.assign(outage, { lost: new Map(), returned: 0, survivor: null, goneAt: null, firstDue: at });
  }

  /** Outages below that began when this one did are this one. */
  function absorb(outage: Outage): void {
    for (const other of [...open.all()]) {
      if (other === outage || other.shape === 'lone' || other.goneAt !== null) continue;
      if (!plant.isUnder(other.node, outage.node) || evidence.lastHeardAt(outage.node) >= other.firstDue)
        continue;
      for (const index of [...other.lost.keys()]) {
        const miss = misses.get(index);
        if (miss) take(outage, miss);
      }
    }
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
    const joined = [...evidence.run(node)];
    moveTo(outage, node, at);
    for (const miss of joined) take(outage, miss);
    world.massLoss.explained(at, joined.length);
    absorb(outage);
    tell(outage, at);
  }

  function moveTo(outage: Outage, node: number, at: number): void {
    const to = `outage:${plant.info(node).id}`;
    if (outage.key === to) return;
    const there = open.at(node);
    if (there) open.remove(there);
    world.reports.push({ kind: 'moved', at, key: outage.key, to });
    outage.key = to;
    outage.survivor = null;
    open.place(outage, node, silentTop(world, node, outage.firstDue));
  }

  /** Somebody below was heard all the while: it lies further down, or only a part is lost. */
  function relocate(outage: Outage, at: number): void {
    const groups = groupBySilence(world, outage);
    const [main] = groups;
    if (!main) return;
    const isWhole = main.score >= 0.8 * thresholds.node(main.node) && main.misses.length >= 2;
    if (!isWhole) return becomePart(outage, at);
    for (const { misses: others } of groups.slice(1)) letGo(outage, others);
    moveTo(outage, main.node, at);
    tell(outage, at);
    for (const { misses: others } of groups.slice(1)) for (const miss of others) reconsider(miss, at);
  }

  function becomePart(outage: Outage, at: number): void {
    const node = plant.common([...outage.lost.keys()].map((index) => table.columns.node[index] as number));
    outage.shape = 'part';
    if (node >= 0) moveTo(outage, node, at);
    outage.top = outage.node;
    tell(outage, at);
  }

  /** The very beat that was missed has come, late: the device was there all the while. */
  function wasNeverLost(outage: Outage, index: number, at: number): void {
    strike(outage, index);
    open.release(index);
    if (outage.lost.size === 0) withdraw(outage, at);
    else if (outage.shape === 'whole') relocate(outage, at);
    else tell(outage, at);
  }

  function withdraw(outage: Outage, at: number): void {
    open.remove(outage);
    world.reports.push({
      kind: 'withdrawn',
      at,
      key: outage.key,
      because: { reason: 'all_beats_came_late' },
    });
  }

  function letGo(outage: Outage, released: readonly Miss[]): void {
    for (const { index } of released) {
      outage.lost.delete(index);
      open.release(index);
      setStatus(index, Status.MISSED);
    }
  }

  /** Evidence that an outage has let go of speaks again. */
  function reconsider(miss: Miss, at: number): void {
    evidence.add(miss);
    considerNode(miss, at);
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
    if (outage.shape === 'whole') return evidence.lastHeardAt(outage.node) < due;
    return due <= outage.firstDue + Math.max(PART_GROWS_MS, 2 * intervalOf(miss.index));
  }

  const caller: Caller = {
    explains(miss, due, at) {
      const outage = miss.node >= 0 ? open.covering(miss.node) : undefined;
      if (!outage || !isInTime(outage, miss, due)) return false;
      take(outage, miss, due);
      lookSoon(outage, at);
      return true;
    },
    consider: considerNode,
    considerAlone(miss, at) {
      // A will or a gasp is one sign more than the beats that are missing.
      const signs = (table.columns.missedInARow[miss.index] as number) + (miss.sign === 'silence' ? 0 : 1);
      const score = -signs * Math.log(missChance(world, miss.index, 2, at));
      const threshold = thresholds.device(intervalOf(miss.index), world.watchers);
      if (score >= threshold && signs >= 2) callAlone(miss, score, threshold, at);
    },
    survived(node, index, sentAt, at) {
      for (const outage of wholeOver(node)) {
        // While devices come back, whoever is heard may be one of them that was not missed yet.
        if (sentAt <= outage.firstDue || outage.returned > 0 || outage.lost.has(index)) continue;
        if (outage.survivor === null) outage.survivor = index;
        else if (outage.survivor !== index) relocate(outage, at);
      }
    },
  };

  function* wholeOver(node: number): Generator<Outage> {
    if (open.size === 0) return;
    for (let up = node; up >= 0; up = plant.parent(up)) {
      const outage = open.at(up);
      if (outage?.shape === 'whole' && outage.goneAt === null) yield outage;
    }
  }

  function callAlone(miss: Miss, score: number, threshold: number, at: number): void {
    const id = world.fleet.at(miss.index)?.id ?? '';
    const before = open.ofDevice(miss.index);
    const outage = before?.shape === 'lone' ? before : newOutage(`device:${id}`, 'lone', miss.node, at);
    if (before === outage) begin(outage, at);
    const missed = table.columns.missedInARow[miss.index];
    Object.assign(outage, { score, threshold, misses: missed, firstDue: miss.due, calledAt: at });
    open.add(outage);
    take(outage, miss);
    tell(outage, at);
  }

  return {
    caller,
    /** A device of an outage has been heard again. */
    returned(index: number, state: DeviceState, sentAt: number, at: number): void {
      const outage = open.ofDevice(index);
      const lost = outage?.lost.get(index);
      if (!outage || !lost) return;
      if (sentAt <= lost.due + CLOCK_SLACK_MS && outage.goneAt === null)
        return wasNeverLost(outage, index, at);
      if (!noteReturn(outage, lost, at, state.boot !== lost.boot)) return;
      lookSoon(outage, at);
      if (outage.goneAt !== null || !isBack(outage)) return;
      outage.goneAt = at;
      world.reports.push({ kind: 'revised', at, finding: tellOf(outage) });
      world.reports.push({
        kind: 'gone',
        at,
        key: outage.key,
        because: { back: outage.returned, of: outage.lost.size },
      });
    },
    /** Samples have come that were measured while it was out of contact. */
    backfilled(index: number, sampleTimes: readonly number[], at: number): void {
      const outage = open.ofDevice(index);
      const lost = outage?.lost.get(index);
      if (!outage || !lost) return;
      const until = lost.returnedAt ?? at;
      const from = lost.due - intervalOf(index) / 2;
      lost.buffered += sampleTimes.filter((time) => time >= from && time <= until).length;
      lookSoon(outage, at);
    },
    /** A will or a gasp of a device that is known to be lost: late evidence. */
    signed(index: number, sign: 'will' | 'gasp', at: number): void {
      const outage = open.ofDevice(index);
      const lost = outage?.lost.get(index);
      if (!outage || !lost || lost.sign === 'gasp') return;
      lost.sign = sign;
      lookSoon(outage, at);
    },
    /** An outage that was open before a restart. */
    resume(outage: Outage): void {
      open.add(outage);
      for (const index of outage.lost.keys()) open.claim(index, outage);
      lookAt = Math.min(lookAt, outage.lookAt);
    },
    nextLookAt: () => (lookAt === Infinity ? undefined : lookAt),
    /** Brings up to date what is told of outages, and forgets those that are long over. */
    look(at: number): void {
      lookAt = Infinity;
      for (const outage of [...open.all()]) {
        if (outage.lookAt <= at) lookAfter(outage, at);
        lookAt = Math.min(lookAt, outage.lookAt);
      }
    },
    outages: open,
  };

  function lookAfter(outage: Outage, at: number): void {
    if (outage.goneAt !== null && at >= outage.goneAt + REMEMBER_MS) return open.remove(outage);
    if (outage.goneAt !== null && outage.returned < BACK_SHARE * outage.lost.size) outage.goneAt = null;
    outage.top = outage.shape === 'whole' ? silentTop(world, outage.node, outage.firstDue) : outage.node;
    revise(outage, at);
    if (outage.goneAt === null) outage.lookAt = Infinity;
    else if (at < outage.goneAt + RELEASE_MS) outage.lookAt = outage.goneAt + RELEASE_MS;
    else {
      releaseLeftovers(outage, at);
      outage.lookAt = outage.goneAt + REMEMBER_MS;
    }
  }

  /** Who has not come back by now is on his own again. */
  function releaseLeftovers(outage: Outage, at: number): void {
    for (const { index, returnedAt } of outage.lost.values()) {
      const miss = misses.get(index);
      if (returnedAt !== null || !miss || table.columns.status[index] !== Status.LOST) continue;
      setStatus(index, Status.MISSED);
      world.heap.schedule(index, at + intervalOf(index));
      if (miss.node >= 0) reconsider(miss, at);
    }
  }
}
