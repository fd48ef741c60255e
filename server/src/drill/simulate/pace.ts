import type { Noise } from './noise.ts';
import { lognormalTable, mix } from './random.ts';
import type { Wheel } from './wheel.ts';
import type { World } from './world.ts';

/** The rhythm of beats: when the next is measured, when it arrives, and whether it does. */
export interface Pace {
  /** Sends the next beat on its way at `sentAt`. */
  send(device: number, sentAt: number): void;
  /** The beat on its way never arrives. */
  isLost(device: number): boolean;
}

const TABLE_BITS = 10;
const TABLE_SIZE = 1 << TABLE_BITS;
const REST = 2 ** (32 - TABLE_BITS);

export function createPace(world: World, wheel: Wheel): Pace {
  const { noise } = world;
  const delays = lognormalTable(TABLE_SIZE, noise.delayMedianMs, noise.delaySigma);

  /** What is drawn for the beat on its way: ten bits for its delay, the rest for its luck. */
  const bitsOf = (device: number): number => mix(world.key[device] ?? 0, world.beatNo[device] ?? 0);

  function delay(bits: number, periodMs: number): number {
    const ordinary = delays[bits & (TABLE_SIZE - 1)] ?? 0;
    return Math.min(lateness(luck(bits), noise) ?? ordinary, periodMs / 2);
  }

  return {
    isLost: (device) => luck(bitsOf(device)) < noise.lost,
    send(device, sentAt) {
      world.sentAt[device] = sentAt;
      world.beatNo[device] = (world.beatNo[device] ?? 0) + 1;
      wheel.put(device, Math.round(sentAt + delay(bitsOf(device), world.periodMs[device] ?? 0)));
    },
  };
}

const luck = (bits: number): number => (bits >>> TABLE_BITS) / REST;

/** The unluckiest are lost, the next unluckiest late by so many ms. */
function lateness(chance: number, { lost, late, lateMs: [from, to] }: Noise): number | undefined {
  const over = chance - lost;
  return over < 0 || over >= late ? undefined : from + ((to - from) * over) / late;
}
