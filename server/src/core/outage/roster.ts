import type { DeviceState } from '../device/state.ts';
import { Status } from './columns.ts';
import type { Miss } from './evidence.ts';
import { lateAfterMs, lostAfterMs, USUAL_AT_FIRST_MS } from './grace.ts';
import { kindOf, mattersAlone } from './kinds.ts';
import { setStatus as setStanding, statusOf as standing } from './standing.ts';
import type { World } from './world.ts';

/** A device that we could not hear for a while is waited for so much longer. */
const SETTLE_MS = 90_000;

/** Who is there: what each device has promised, where it hangs, and who is counted as in sight. */
export function createRoster(world: World) {
  const { table, heap, load, misses, evidence, longestDelay } = world;
  const statusOf = (index: number): Status => standing(world, index);
  const setStatus = (index: number, status: Status): void => setStanding(world, index, status);
  const intervalOf = (index: number): number => table.columns.intervalMs[index] as number;
  const nodeOf = (index: number): number => table.columns.node[index] as number;
  const kindAt = (index: number): number => table.columns.kind[index] as number;
  let inSight = 0;

  const isOut = (index: number): boolean => statusOf(index) === Status.OFF || statusOf(index) === Status.AWAY;

  /** After this long a beat is late. */
  const lateMs = (index: number): number =>
    lateAfterMs(table.columns.usualDelay[index] as number, intervalOf(index));

  /** After this long it is lost. */
  const lostMs = (index: number): number =>
    lostAfterMs(lateMs(index), longestDelay.ms(kindAt(index)), intervalOf(index));

  function settleIn({ index, class: name }: DeviceState, node: number, intervalMs: number): void {
    const { columns } = table;
    const before = columns.intervalMs[index] === 0 ? undefined : nodeOf(index);
    if (before === undefined) {
      columns.usualDelay[index] = USUAL_AT_FIRST_MS;
      columns.kind[index] = kindOf(name);
      if (mattersAlone(kindOf(name))) world.watchers++;
    }
    if (before !== node) move(index, before, node);
    columns.node[index] = node;
    columns.intervalMs[index] = intervalMs;
  }

  function move(index: number, from: number | undefined, to: number): void {
    const left = from === undefined ? undefined : world.devicesAt.get(from);
    if (left) left.splice(left.indexOf(index), 1);
    const there = world.devicesAt.get(to);
    if (there) there.push(index);
    else world.devicesAt.set(to, [index]);
  }

  function enter(index: number): void {
    inSight++;
    load.enter(nodeOf(index), intervalOf(index));
  }

  function leave(index: number): void {
    forgive(index);
    inSight--;
    load.leave(nodeOf(index), intervalOf(index));
  }

  /** It is missing no longer, for whatever reason. */
  function forgive(index: number): void {
    const miss = misses.get(index);
    if (!miss) return;
    misses.delete(index);
    evidence.remove(miss, miss.node);
    countOut(miss);
  }

  /** It counts for a partial outage no longer. */
  function countOut(miss: Miss): void {
    if (miss.part > 0) load.found(miss.node, miss.part);
    miss.part = 0;
  }

  /** Cheaper than to look the name up at every beat. */
  const isAt = (node: number, id: string): boolean => node >= 0 && world.plant.info(node).id === id;

  /** Takes over what the device's own state says of it; it may have moved, or promise another interval. */
  function know(state: DeviceState): void {
    const { index } = state;
    table.reserve(index);
    const { columns } = table;
    const intervalMs = state.T * 1000;
    if (columns.intervalMs[index] === intervalMs && isAt(columns.node[index] as number, state.node)) return;
    const node = world.plant.find(state.node);
    const wasIn = !isOut(index);
    if (wasIn) leave(index);
    if (statusOf(index) === Status.LOST) setStatus(index, Status.DUE);
    settleIn(state, node, intervalMs);
    if (wasIn) enter(index);
  }

  return {
    statusOf,
    setStatus,
    intervalOf,
    nodeOf,
    kindAt,
    isOut,
    lateMs,
    lostMs,
    know,
    enter,
    leave,
    forgive,
    countOut,
    /** How many devices can be heard at all. */
    inSight: (): number => inSight,
    /** It has said that it goes, or that it will be back: no silence of it counts. */
    away(index: number): void {
      if (isOut(index)) return;
      leave(index);
      setStatus(index, Status.AWAY);
      heap.remove(index);
    },
    /** Everybody who was there gets time to be heard again; nothing is held against anybody. */
    hold(at: number): void {
      for (let index = 0; index < table.size; index++) {
        const status = statusOf(index);
        if (status === Status.MISSED) forgive(index);
        if (status !== Status.MISSED && status !== Status.DUE && status !== Status.HELD) continue;
        setStatus(index, Status.HELD);
        table.columns.due[index] = at + intervalOf(index);
        heap.schedule(index, at + intervalOf(index) + SETTLE_MS + lostMs(index));
      }
    },
    /** A device as it was before a restart. Until we see again it is only known, not judged. */
    resume(state: DeviceState, isLost: boolean): void {
      if (state.lastSeenAt === null) return;
      know(state);
      const { index } = state;
      const isThere = state.link === 'ONLINE' || state.link === 'SUSPECT' || state.link === 'BLIND';
      if (!isThere && !isLost) return setStatus(index, state.link === 'STANDBY' ? Status.AWAY : Status.OFF);
      enter(index);
      setStatus(index, isLost ? Status.LOST : Status.HELD);
      table.columns.due[index] = state.lastSeenAt + intervalOf(index);
    },
  };
}

export type Roster = ReturnType<typeof createRoster>;
