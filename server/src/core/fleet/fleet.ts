import type { Uplink } from '@fengsui/config/contract';
import type { BlindReason, DeviceFact, DeviceHappening, DeviceStep } from '../device/event.ts';
import { fromRecord } from '../device/record.ts';
import { reduceDevice } from '../device/reduce.ts';
import type { SeqRange } from '../device/seq-ranges.ts';
import type { DeviceIdentity, DeviceState } from '../device/state.ts';
import { neverHeard } from '../device/state.ts';
import { profileOf, reclassed, unassigned } from './identity.ts';
import type { Tally } from './tally.ts';
import { createWakeQueue } from './wake-queue.ts';

export interface Arrival {
  /** Server time, ms. */
  at: number;
  /** The broker had kept it: it was published before we subscribed. */
  retained: boolean;
  message: Uplink;
}

/** A decision that is not in force yet, so that it can be written down first: commit or drop it before the next. */
export interface Judged extends DeviceStep {
  before: DeviceState | null;
}

export type Refusal = 'unassigned_limit';

/** All devices and what is believed about them. No I/O, no clock: drive it with arrivals and time. */
export interface Fleet {
  judge(arrival: Arrival): Judged | Refusal;
  commit(judged: Judged): void;
  /** Judges the silence of everybody who is due by then, each at its own due time, in order of time and index. */
  advance(at: number): DeviceFact[];
  /** Nobody is due before this; it may turn out that nobody is due then either. */
  nextWakeAt(): number | undefined;
  /** When somebody must be judged next. */
  nextWakeAt(): number | undefined;
  blind(at: number, because: BlindReason): DeviceFact[];
  sighted(at: number): void;
  giveUp(id: string, boot: string, range: SeqRange, at: number): void;
  /** Puts back what was kept; devices that are not in the site's files any more stay as unassigned. */
  restore(states: Iterable<DeviceState>): void;
  get(id: string): DeviceState | undefined;
  /** The device with this `index`. */
  at(index: number): DeviceState | undefined;
  states(): Iterable<DeviceState>;
  size(): number;
  readonly tally: Tally;
}

export interface FleetOptions {
  site: Iterable<DeviceIdentity>;
  tally: Tally;
  /** So many devices that no file names are taken; a flood of invented names costs no more memory. */
  maxUnassigned: number;
}

export function createFleet({ site, tally, maxUnassigned }: FleetOptions): Fleet {
  const devices = new Map<string, DeviceState>();
  const byIndex: DeviceState[] = [];
  const queue = createWakeQueue();
  let unassignedCount = 0;

  function put(before: DeviceState | null, state: DeviceState): void {
    devices.set(state.id, state);
    byIndex[state.index] = state;
    if (before === null && state.flags.includes('UNASSIGNED')) unassignedCount++;
    count(tally, before, state);
    if (state.wakeAt !== undefined) queue.schedule(state.id, state.wakeAt);
  }

  function step(state: DeviceState, event: DeviceHappening): readonly DeviceFact[] {
    const next = reduceDevice(state, event, profileOf(state));
    if (next.state !== state) put(state, next.state);
    return next.facts;
  }

  for (const identity of site) put(null, neverHeard(identity, devices.size));

  return {
    tally,
    judge({ at, retained, message }) {
      const before = devices.get(message.device) ?? null;
      if (before === null && unassignedCount >= maxUnassigned) return 'unassigned_limit';
      const state = reclassed(before ?? neverHeard(unassigned(message), devices.size), message);
      const happening = toHappening(message, at, retained);
      if (happening === null) return { before, state, facts: [] };
      return { before, ...reduceDevice({ ...state, county: message.county }, happening, profileOf(state)) };
    },
    commit: ({ before, state }) => put(before, state),
    advance(at) {
      const facts: DeviceFact[] = [];
      for (let due = queue.nextAt(); due !== undefined && due <= at; due = queue.nextAt()) {
        for (const state of present(queue.due(due), devices).sort((a, b) => a.index - b.index)) {
          if (state.wakeAt === undefined) continue;
          if (state.wakeAt > due) queue.schedule(state.id, state.wakeAt);
          else facts.push(...step(state, { type: 'tick', at: due }));
        }
      }
      return facts;
    },
    nextWakeAt: () => queue.nextAt(),
    blind: (at, because) =>
      [...devices.values()].flatMap((state) => step(state, { type: 'blind', at, because })),
    sighted(at) {
      for (const state of devices.values()) step(state, { type: 'sighted', at });
    },
    giveUp(id, boot, range, at) {
      const state = devices.get(id);
      if (state) step(state, { type: 'given-up', boot, range, at });
    },
    restore(states) {
      for (const kept of mapped(states, fromRecord)) {
        const current = devices.get(kept.id) ?? null;
        const state = current === null ? orphan(kept) : { ...kept, ...identityOf(current) };
        put(current, { ...state, index: current?.index ?? devices.size });
      }
    },
    get: (id) => devices.get(id),
    at: (index) => byIndex[index],
    states: () => devices.values(),
    size: () => devices.size,
  };
}

function present(ids: readonly string[], devices: ReadonlyMap<string, DeviceState>): DeviceState[] {
  return ids.flatMap((id) => devices.get(id) ?? []);
}

function* mapped<A, B>(items: Iterable<A>, to: (item: A) => B): Generator<B> {
  for (const item of items) yield to(item);
}

function toHappening({ verb, body }: Uplink, at: number, retained: boolean): DeviceHappening | null {
  if (verb === 'ack') return null;
  if (verb === 'hist') return { type: verb, at, body };
  // The verb and its body belong together; the compiler loses the pair when it is taken apart.
  return { type: verb, at, retained, body } as DeviceHappening;
}

function count(tally: Tally, before: DeviceState | null, after: DeviceState): void {
  if (before === null) tally.move(after.area, null, after.link);
  else if (before.area !== after.area)
    tally.transfer(before.area, after.area, before.link, before.lastSeenAt !== null);
  if (before !== null && before.link !== after.link) tally.move(after.area, before.link, after.link);
  if ((before?.lastSeenAt ?? null) === null && after.lastSeenAt !== null) tally.heard(after.area);
}

/** What the site's files say wins over what was kept; T is the device's own promise. */
function identityOf({ id, county, class: deviceClass, area, node, name, lon, lat, flags }: DeviceState) {
  return { id, county, class: deviceClass, area, node, name, lon, lat, flags };
}

function orphan(kept: DeviceState): DeviceState {
  return kept.flags.includes('UNASSIGNED') ? kept : { ...kept, flags: [...kept.flags, 'UNASSIGNED'] };
}
