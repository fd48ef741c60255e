import type { DeviceState } from '../device/state.ts';
import { Status } from './columns.ts';
import type { Miss } from './evidence.ts';
import { silentTop } from './localise.ts';
import type { OpenOutages } from './open-outages.ts';
import type { Outage } from './outage.ts';
import { BACK_SHARE, isBack, noteReturn, strike } from './outage.ts';
import type { OutageDesk } from './outage-desk.ts';
import { setStatus, statusOf } from './standing.ts';
import type { World } from './world.ts';

/** Who has not come back so long after the others is on his own again. */
const RELEASE_MS = 10 * 60_000;
/** How long an outage that is over is remembered: until its incident is closed. */
const REMEMBER_MS = 41 * 60_000;
/** A beat that was sent when it was due was not lost but late. */
const CLOCK_SLACK_MS = 1_000;

export interface ReturnsParts {
  relocate(outage: Outage, at: number): void;
  reconsider(misses: readonly Miss[], at: number): void;
}

/** What becomes of an outage: who comes back, what is learnt afterwards, and when it is forgotten. */
export function createReturns(world: World, open: OpenOutages, desk: OutageDesk, parts: ReturnsParts) {
  const { table, misses } = world;
  const intervalOf = (index: number): number => table.columns.intervalMs[index] as number;

  function lostOf(index: number) {
    const outage = open.ofDevice(index);
    const lost = outage?.lost.get(index);
    return outage && lost ? { outage, lost } : undefined;
  }

  /** The very beat that was missed has come, late: the device was there all the while. */
  function wasNeverLost(outage: Outage, index: number, at: number): void {
    strike(outage, index);
    open.release(index);
    if (outage.lost.size === 0) return desk.withdraw(outage, at, 'all_beats_came_late');
    if (outage.shape !== 'whole') return desk.tell(outage, at);
    outage.survivors.add(index);
    parts.relocate(outage, at);
  }

  function lookAfter(outage: Outage, at: number): void {
    if (outage.goneAt !== null && at >= outage.goneAt + REMEMBER_MS) return open.remove(outage);
    if (outage.goneAt !== null && outage.returned < BACK_SHARE * outage.lost.size) outage.goneAt = null;
    outage.top = outage.shape === 'whole' ? silentTop(world, outage.node, outage.firstDue) : outage.node;
    desk.revise(outage, at);
    if (outage.goneAt === null) outage.lookAt = Infinity;
    else if (at < outage.goneAt + RELEASE_MS) outage.lookAt = outage.goneAt + RELEASE_MS;
    else {
      releaseLeftovers(outage, at);
      outage.lookAt = outage.goneAt + REMEMBER_MS;
    }
  }

  /** They may be out for a reason of their own, with neighbours that are out as well. */
  function releaseLeftovers(outage: Outage, at: number): void {
    const left: Miss[] = [];
    for (const { index, returnedAt } of outage.lost.values()) {
      const miss = misses.get(index);
      if (returnedAt !== null || !miss || statusOf(world, index) !== Status.LOST) continue;
      setStatus(world, index, Status.MISSED);
      world.heap.schedule(index, at + intervalOf(index));
      left.push(miss);
    }
    for (const { index } of left) {
      strike(outage, index);
      open.release(index);
    }
    parts.reconsider(left, at);
  }

  return {
    /** A device of an outage has been heard again. */
    returned(index: number, state: DeviceState, sentAt: number, at: number): void {
      const found = lostOf(index);
      if (!found) return;
      const { outage, lost } = found;
      if (sentAt <= lost.due + CLOCK_SLACK_MS && outage.goneAt === null)
        return wasNeverLost(outage, index, at);
      if (!noteReturn(outage, lost, at, state.boot !== lost.boot)) return;
      desk.lookSoon(outage, at);
      if (outage.goneAt === null && isBack(outage)) desk.gone(outage, at);
    },
    /** Samples have come that were measured while it was out of contact. */
    backfilled(index: number, sampleTimes: readonly number[], at: number): void {
      const found = lostOf(index);
      if (!found) return;
      const { outage, lost } = found;
      const until = lost.returnedAt ?? at;
      const from = lost.due - intervalOf(index) / 2;
      lost.buffered += sampleTimes.filter((time) => time >= from && time <= until).length;
      desk.lookSoon(outage, at);
    },
    /** A will or a gasp of a device that is known to be lost: late evidence. */
    signed(index: number, sign: 'will' | 'gasp', at: number): void {
      const found = lostOf(index);
      if (!found || found.lost.sign === 'gasp') return;
      found.lost.sign = sign;
      desk.lookSoon(found.outage, at);
    },
    /** An outage that was open before a restart. */
    resume(outage: Outage): void {
      open.add(outage);
      for (const index of outage.lost.keys()) open.claim(index, outage);
      desk.looked();
    },
    nextLookAt: desk.nextLookAt,
    /** Brings up to date what is told of outages, and forgets those that are long over. */
    look(at: number): void {
      for (const outage of [...open.all()]) if (outage.lookAt <= at) lookAfter(outage, at);
      desk.looked();
    },
  };
}
