import type { Change } from './changes.ts';
import type { SimulatedFleet } from './fleet.ts';
import type { Noise } from './noise.ts';
import { draw, drawBetween, hashText, mix } from './random.ts';

/** Beats that were measured while out of contact, by sequence number and time; oldest first. */
export interface Kept {
  seqs: number[];
  sentAt: number[];
}

/** Everything that changes about the simulated devices, by index. The functions of `life.ts` alone write to it. */
export interface World {
  fleet: SimulatedFleet;
  noise: Noise;
  seed: number;
  powered: Uint8Array;
  /** How many reasons there are for it to be without power, and for its line not to hold. */
  dark: Uint8Array;
  cuts: Uint8Array;
  /** Its messages reach the broker. */
  linked: Uint8Array;
  /** The birth of this boot has been delivered. */
  born: Uint8Array;
  /** The broker holds a connection of it, and with it its will. */
  session: Uint8Array;
  /** Counts connections: a will belongs to one of them. */
  connection: Uint32Array;
  boot: string[];
  bootNo: Uint32Array;
  bootedAt: Float64Array;
  /** The next sequence number. */
  seq: Uint32Array;
  /** Counts beats; what is drawn for a beat hangs on it. */
  beatNo: Uint32Array;
  /** When the beat that is on its way was, or will be, measured. */
  sentAt: Float64Array;
  periodMs: Float64Array;
  clockOffsetMs: Float64Array;
  /** What its measurements hang on: of the device, and of this boot of it. */
  base: Uint32Array;
  key: Uint32Array;
  /** By device: those that buffer now. */
  kept: Map<number, Kept>;
  changes: Map<number, Change[]>;
  isChanged: Uint8Array;
  firmware: string[];
}

const FIRMWARE = '1.4.2';
const MAX_AGE_S = 17 * 24 * 3600;
const MIN_AGE_S = 24 * 3600;

/** Devices that have been up for a day to seventeen; each is born within its T before `startsAt`. */
export function createWorld(fleet: SimulatedFleet, noise: Noise, seed: number, startsAt: number): World {
  const { size } = fleet;
  const base = Uint32Array.from(fleet.rows, ({ id }) => mix(hashText(id), seed));
  const world: World = {
    fleet,
    noise,
    seed,
    powered: new Uint8Array(size).fill(1),
    dark: new Uint8Array(size),
    cuts: new Uint8Array(size),
    linked: new Uint8Array(size).fill(1),
    born: new Uint8Array(size),
    session: new Uint8Array(size).fill(1),
    connection: new Uint32Array(size),
    boot: new Array<string>(size).fill(''),
    bootNo: new Uint32Array(size),
    bootedAt: new Float64Array(size),
    seq: new Uint32Array(size),
    beatNo: new Uint32Array(size),
    sentAt: new Float64Array(size),
    periodMs: new Float64Array(size),
    clockOffsetMs: new Float64Array(size),
    base,
    key: new Uint32Array(size),
    kept: new Map(),
    changes: new Map(),
    isChanged: new Uint8Array(size),
    firmware: new Array<string>(size).fill(FIRMWARE),
  };
  for (let i = 0; i < size; i++) settle(world, i, startsAt);
  return world;
}

function settle(world: World, device: number, startsAt: number): void {
  const key = world.base[device] ?? 0;
  const period = world.fleet.periodMs[device] ?? 0;
  const ageS = drawBetween(key, 1, MIN_AGE_S, MAX_AGE_S);
  beginBoot(world, device, startsAt - ageS * 1_000);
  world.sentAt[device] = startsAt - Math.ceil(draw(key, 2) * period);
  world.periodMs[device] = period * (1 + (draw(key, 3) * 2 - 1) * world.noise.driftPpm * 1e-6);
}

/** A new life of the device: a boot id of its own, sequence numbers from 0. */
export function beginBoot(world: World, device: number, at: number): void {
  const no = (world.bootNo[device] ?? 0) + 1;
  const key = mix(world.base[device] ?? 0, 1_000 + no);
  world.bootNo[device] = no;
  world.key[device] = key;
  world.boot[device] = key.toString(16).padStart(8, '0');
  world.bootedAt[device] = at;
  world.seq[device] = 0;
  world.born[device] = 0;
  world.kept.delete(device);
}
