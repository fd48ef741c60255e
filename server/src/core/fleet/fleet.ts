import type { Uplink } from '@fengsui/config/contract';
import type { BlindReason, DeviceFact, DeviceHappening, DeviceStep } from '../device/event.ts';
import { fromRecord } from '../device/record.ts';
import { reduceDevice } from '../device/reduce.ts';
import type { SeqRange } from '../device/seq-ranges.ts';
import type { DeviceIdentity, DeviceState } from '../device/state.ts';
import { neverHeard } from '../device/state.ts';
import { profileOf, reclassed, unassigned } from './identity.ts';
import type { Tally } from './tally.ts';
import { createSlots } from './slots.ts';
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
  const slots = createSlots();
  const queue = createWakeQueue();
  let unassignedCount = 0;

  function get(id: string): DeviceState | undefined {
    const slot = slots.find(id);
    return slot && slots.read(slot);
  }

  function* states(): Generator<DeviceState> {
    for (const slot of slots.all()) yield slots.read(slot);
  }

  function put(before: DeviceState | null, state: DeviceState): void {
    slots.write(state);
    if (before === null && state.flags.includes('UNASSIGNED')) unassignedCount++;
    count(tally, before, state);
    if (state.wakeAt !== undefined) queue.schedule(state.index, state.wakeAt);
  }

  function step(state: DeviceState, event: DeviceHappening): readonly DeviceFact[] {
    const next = reduceDevice(state, event, profileOf(state));
    if (next.state !== state) put(state, next.state);
    return next.facts;
  }

  function stepAll(event: DeviceHappening): DeviceFact[] {
    const facts: DeviceFact[] = [];
    for (const state of states()) for (const fact of step(state, event)) facts.push(fact);
    return facts;
  }

  /** Whoever is taken out of the queue may have been heard since: then he is due later. */
  function wake(index: number, due: number): readonly DeviceFact[] {
    const wakeAt = slots.wakeAt(index);
    if (wakeAt !== undefined && wakeAt > due) queue.schedule(index, wakeAt);
    const slot = wakeAt !== undefined && wakeAt <= due ? slots.at(index) : undefined;
    return slot ? step(slots.read(slot), { type: 'tick', at: due }) : [];
  }

  for (const identity of site) put(null, neverHeard(identity, slots.size()));

  return {
    tally,
    judge({ at, retained, message }) {
      const before = get(message.device) ?? null;
      if (before === null && unassignedCount >= maxUnassigned) return 'unassigned_limit';
      const state = placed(before ?? neverHeard(unassigned(message), slots.size()), message);
      const happening = toHappening(message, at, retained);
      if (happening === null) return { before, state, facts: [] };
      return judgedOf(before, reduceDevice(state, happening, profileOf(state)));
    },
    commit: ({ before, state }) => put(before, state),
    advance(at) {
      const facts: DeviceFact[] = [];
      for (let due = queue.nextAt(); due !== undefined && due <= at; due = queue.nextAt()) {
        const index = queue.takeDue(due);
        if (index !== undefined) facts.push(...wake(index, due));
      }
      return facts;
    },
    nextWakeAt: queue.nextAt,
    blind: (at, because) => stepAll({ type: 'blind', at, because }),
    sighted: (at) => void stepAll({ type: 'sighted', at }),
    giveUp(id, boot, range, at) {
      const state = get(id);
      if (state) step(state, { type: 'given-up', boot, range, at });
    },
    restore(kept) {
      for (const record of kept) {
        const current = get(record.id) ?? null;
        const whole = fromRecord(record);
        const state = current === null ? orphan(whole) : { ...whole, ...identityOf(current) };
        put(current, { ...state, index: current?.index ?? slots.size() });
      }
    },
    get,
    at(index) {
      const slot = slots.at(index);
      return slot && slots.read(slot);
    },
    states,
    size: slots.size,
  };
}

function judgedOf(before: DeviceState | null, { state, facts, verdict, sentAt }: DeviceStep): Judged {
  const judged: Judged = { before, state, facts };
  if (verdict !== undefined) judged.verdict = verdict;
  if (sentAt !== undefined) judged.sentAt = sentAt;
  return judged;
}

/** Where its topic says that it is, and of the class that its birth says, where that is believed. */
function placed(state: DeviceState, message: Uplink): DeviceState {
  const classed = reclassed(state, message);
  return classed.county === message.county ? classed : { ...classed, county: message.county };
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
