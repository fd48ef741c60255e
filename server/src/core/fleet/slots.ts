import type { BootLog } from '../device/boot-log.ts';
import type { DeviceState } from '../device/state.ts';
import { createAlike } from './alike.ts';
import { NONE, fitsRow, orNull, readBoot, writeBoot } from './boot-row.ts';
import { encode, flagsOf, linkOf, looksOf, powerOf, reasonOf, serviceOf, signalOf } from './codes.ts';
import type { Slot } from './slot.ts';
import { AT, ROW } from './slot.ts';

/**
 * The states of all devices, packed: half a million of them as whole objects would take gigabytes.
 * Numbers lie in rows of typed arrays, what many devices share is kept once; a state is put together
 * when it is asked for. `read` after `write` gives an equal state.
 */
export interface Slots {
  find(id: string): Slot | undefined;
  at(index: number): Slot | undefined;
  read(slot: Slot): DeviceState;
  write(state: DeviceState): void;
  wakeAt(index: number): number | undefined;
  all(): Iterable<Slot>;
  size(): number;
}

/** Devices a typed array; a fleet grows by this many at a time. */
const CHUNK_BITS = 10;
const CHUNK = 2 ** CHUNK_BITS;

const NO_OTHERS: readonly BootLog[] = [];

export function createSlots(): Slots {
  const byId = new Map<string, Slot>();
  const slots: Slot[] = [];
  const chunks: Float64Array[] = [];
  const alike = createAlike();

  function add(state: DeviceState): Slot {
    const { metrics, boot, name } = state;
    const [place, make] = [alike.place(state), alike.make(state)];
    const slot: Slot = {
      index: slots.length,
      id: flat(state.id),
      name,
      place,
      make,
      boot,
      metrics,
      rest: undefined,
    };
    if (slot.index % CHUNK === 0) chunks.push(new Float64Array(CHUNK * ROW));
    slots.push(slot);
    byId.set(slot.id, slot);
    return slot;
  }

  const rowOf = (index: number): Float64Array => chunks[index >> CHUNK_BITS] ?? NO_ROW;

  return {
    find: (id) => byId.get(id),
    at: (index) => slots[index],
    read: (slot) => readState(slot, rowOf(slot.index), baseOf(slot.index)),
    write(state) {
      const slot = byId.get(state.id) ?? add(state);
      if (!isAt(slot.place, state)) slot.place = alike.place(state);
      if (!isLike(slot.make, state)) slot.make = alike.make(state);
      if (slot.boot !== state.boot) slot.boot = state.boot;
      if (slot.name !== state.name) slot.name = state.name;
      if (slot.metrics !== state.metrics) slot.metrics = state.metrics;
      writeState(slot, state, rowOf(slot.index), baseOf(slot.index));
    },
    wakeAt: (index) => orNull(rowOf(index)[baseOf(index) + AT.wakeAt]) ?? undefined,
    all: () => slots,
    size: () => slots.length,
  };
}

const NO_ROW = new Float64Array(0);

function baseOf(index: number): number {
  return (index % CHUNK) * ROW;
}

/** A text of its own: what was cut out of a longer one would keep that in memory. Ids need no escapes. */
function flat(id: string): string {
  return JSON.parse(`"${id}"`) as string;
}

function isAt(place: Slot['place'], { county, area, node }: DeviceState): boolean {
  return place.node === node && place.area === area && place.county === county;
}

function isLike(make: Slot['make'], { class: deviceClass, T, model, fw }: DeviceState): boolean {
  return make.T === T && make.class === deviceClass && make.fw === fw && make.model === model;
}

function writeState(slot: Slot, state: DeviceState, row: Float64Array, base: number): void {
  row[base + AT.code] = encode(state);
  row[base + AT.linkSince] = state.linkSince;
  row[base + AT.lastSeenAt] = state.lastSeenAt ?? NONE;
  row[base + AT.wakeAt] = state.wakeAt ?? NONE;
  row[base + AT.lon] = state.lon ?? NONE;
  row[base + AT.lat] = state.lat ?? NONE;
  row[base + AT.shownSeq] = state.shownSeq;
  row[base + AT.goneAt] = state.goneAt ?? NONE;
  row[base + AT.rebornAt] = state.rebornAt ?? NONE;
  row[base + AT.lookAt] = state.lookAt;
  writeSignal(state, row, base);
  const current = state.boot === null ? undefined : state.boots[0];
  const isInRow = current !== undefined && fitsRow(current);
  if (isInRow) writeBoot(row, base, current);
  writeRest(slot, state, isInRow ? undefined : current);
}

function writeSignal(state: DeviceState, row: Float64Array, base: number): void {
  row[base + AT.signalSince] = state.signalSince ?? NONE;
  row[base + AT.signalFive] = state.signalFive;
  row[base + AT.signalWellSince] = state.signalWellSince ?? NONE;
}

/** Only what few devices have costs an object, and only when it changes. */
function writeRest(slot: Slot, { boot, boots, turns }: DeviceState, log: BootLog | undefined): void {
  const first = boot === null ? 0 : 1;
  if (log === undefined && turns === null && boots.length === first) {
    slot.rest = undefined;
    return;
  }
  const { rest } = slot;
  const others = boots.slice(first);
  const isSame = rest?.log === log && rest?.turns === turns && areSame(rest.others, others);
  if (!isSame) slot.rest = { log, others, turns };
}

function areSame(a: readonly BootLog[], b: readonly BootLog[]): boolean {
  return a.length === b.length && a.every((log, i) => log === b[i]);
}

function readState(slot: Slot, row: Float64Array, base: number): DeviceState {
  const { place, make, rest } = slot;
  const code = row[base + AT.code] ?? 0;
  return {
    index: slot.index,
    id: slot.id,
    county: place.county,
    class: make.class,
    area: place.area,
    node: place.node,
    name: slot.name,
    T: make.T,
    lon: orNull(row[base + AT.lon]),
    lat: orNull(row[base + AT.lat]),
    model: make.model,
    fw: make.fw,
    link: linkOf(code),
    linkSince: row[base + AT.linkSince] ?? 0,
    linkBecause: reasonOf(code),
    signal: signalOf(code),
    signalSince: orNull(row[base + AT.signalSince]),
    signalFive: row[base + AT.signalFive] ?? 0,
    signalWellSince: orNull(row[base + AT.signalWellSince]),
    power: powerOf(code),
    service: serviceOf(code),
    flags: flagsOf(code),
    lastSeenAt: orNull(row[base + AT.lastSeenAt]),
    boot: slot.boot,
    shownSeq: row[base + AT.shownSeq] ?? -1,
    metrics: slot.metrics,
    boots: readBoots(slot, row, base),
    rebornAt: orNull(row[base + AT.rebornAt]),
    goneAt: orNull(row[base + AT.goneAt]),
    looks: looksOf(code),
    lookAt: row[base + AT.lookAt] ?? 0,
    turns: rest === undefined ? null : rest.turns,
    wakeAt: orNull(row[base + AT.wakeAt]) ?? undefined,
  };
}

function readBoots({ boot, rest }: Slot, row: Float64Array, base: number): readonly BootLog[] {
  if (boot === null) return rest?.others ?? NO_OTHERS;
  const current = rest?.log ?? readBoot(row, base, boot);
  return rest === undefined || rest.others.length === 0 ? [current] : [current, ...rest.others];
}
