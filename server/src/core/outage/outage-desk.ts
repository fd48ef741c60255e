import { Status } from './columns.ts';
import type { Miss } from './evidence.ts';
import { createFindings } from './findings.ts';
import { silentTop } from './localise.ts';
import type { OpenOutages } from './open-outages.ts';
import type { Outage } from './outage.ts';
import { noteRelapse, strike } from './outage.ts';
import { setStatus, statusOf } from './standing.ts';
import type { World } from './world.ts';

/** Outages are looked after this long after something has changed. */
const LOOK_AFTER_MS = 10_000;

/** Who belongs to which outage, and what is told of it: the bookkeeping behind every decision. */
export function createOutageDesk(world: World, open: OpenOutages) {
  const { plant, evidence, load, massLoss } = world;
  const findingOf = createFindings(world);
  /** Calls that turned out to be a part of another; told after what they are a part of. */
  let merged: { key: string; into: string }[] = [];
  let lookAt = Infinity;

  /** A device of an older call belongs to this one: a lone alarm was part of an outage. */
  function giveOver(from: Outage, index: number, to: Outage): void {
    strike(from, index);
    if (from.lost.size > 0) return;
    open.remove(from);
    merged.push({ key: from.key, into: to.key });
  }

  return {
    /** Makes a device one of the outage's; it speaks for nothing else any more. */
    take(outage: Outage, miss: Miss, due = miss.due): void {
      const { index, sign } = miss;
      const other = open.ofDevice(index);
      if (other && other !== outage) giveOver(other, index, outage);
      if (miss.part > 0) load.found(miss.node, miss.part);
      miss.part = 0;
      if (outage.shape !== 'lone') evidence.remove(miss, plant.parent(outage.node));
      if (statusOf(world, index) !== Status.LOST) setStatus(world, index, Status.LOST);
      open.claim(index, outage);
      const known = outage.lost.get(index);
      if (known) return noteRelapse(outage, known);
      const boot = world.fleet.at(index)?.boot ?? null;
      const about = { index, due, sign, boot, hadFaded: world.isFaded(index) };
      outage.lost.set(index, { ...about, returnedAt: null, isFresh: null, buffered: 0 });
      outage.firstDue = Math.min(outage.firstDue, due);
    },
    /** Devices that are silent, but not because of this outage. */
    letGo(outage: Outage, misses: readonly Miss[]): void {
      for (const { index } of misses) {
        strike(outage, index);
        open.release(index);
        setStatus(world, index, Status.MISSED);
      }
    },
    /** The same place is out again: the devices of the last time do not count for this one. */
    begin(outage: Outage, at: number): void {
      for (const index of outage.lost.keys()) open.release(index);
      outage.survivors.clear();
      Object.assign(outage, { lost: new Map(), returned: 0, goneAt: null, firstDue: at });
    },
    moveTo(outage: Outage, node: number, at: number): void {
      const to = `outage:${plant.info(node).id}`;
      if (outage.key === to) return;
      const there = open.at(node);
      if (there) open.remove(there);
      world.reports.push({ kind: 'moved', at, key: outage.key, to });
      outage.key = to;
      open.place(outage, node, silentTop(world, node, outage.firstDue));
    },
    tell(outage: Outage, at: number): void {
      world.reports.push({ kind: 'found', at, finding: findingOf(outage) });
      for (const { key, into } of merged) world.reports.push({ kind: 'merged', at, key, into });
      merged = [];
    },
    revise(outage: Outage, at: number): void {
      const kind = outage.goneAt === null ? 'found' : 'revised';
      world.reports.push({ kind, at, finding: findingOf(outage) });
    },
    gone(outage: Outage, at: number): void {
      outage.goneAt = at;
      world.reports.push({ kind: 'revised', at, finding: findingOf(outage) });
      const because = { back: outage.returned, of: outage.lost.size };
      world.reports.push({ kind: 'gone', at, key: outage.key, because });
    },
    withdraw(outage: Outage, at: number, reason: string): void {
      open.remove(outage);
      world.reports.push({ kind: 'withdrawn', at, key: outage.key, because: { reason } });
    },
    /** An outage explains so many losses that might have been a fault of our own. */
    explained: (at: number, n: number): void => massLoss.explained(at, n),
    lookSoon(outage: Outage, at: number): void {
      outage.lookAt = at + LOOK_AFTER_MS;
      lookAt = Math.min(lookAt, outage.lookAt);
    },
    nextLookAt: (): number | undefined => (lookAt === Infinity ? undefined : lookAt),
    /** Somebody looks now; what is due next is found anew. */
    looked(): void {
      lookAt = Infinity;
      for (const outage of open.all()) lookAt = Math.min(lookAt, outage.lookAt);
    },
  };
}

export type OutageDesk = ReturnType<typeof createOutageDesk>;
