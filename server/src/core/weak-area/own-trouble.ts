import { createColumn } from '../columns.ts';

/**
 * Devices that are weak most of the time for reasons of their own: a bad connector, a box behind a wall. They say
 * nothing of the area around them. Learnt hour by hour, over a week, but not while an area that holds them
 * is weak: what is wrong with all is nobody's own.
 */
export interface OwnTroubles {
  learn(device: number, isWeak: boolean): void;
  has(device: number): boolean;
  /** Undefined of devices that are hardly ever weak: they are learnt anew soon enough. */
  row(device: number): OwnTroubleRow | undefined;
  setRow(device: number, row: OwnTroubleRow): void;
}

/** Hours learnt, and thousandths of them that were weak. */
export type OwnTroubleRow = readonly [hours: number, share: number];

const MEMORY_HOURS = 168;
/** An area that has been weak from the beginning is found after three days; by then nobody is left out. */
const LEAST_HOURS = 96;
const MOST_OF_THE_TIME = 0.5;
const WORTH_KEEPING = 0.2;

export function createOwnTroubles(): OwnTroubles {
  const hours = createColumn(Uint8Array);
  const shares = createColumn(Float32Array);
  return {
    learn(device, isWeak) {
      const learnt = Math.min(hours.get(device) + 1, MEMORY_HOURS);
      const share = shares.get(device);
      hours.set(device, learnt);
      shares.set(device, share + ((isWeak ? 1 : 0) - share) / learnt);
    },
    has: (device) => shares.get(device) > MOST_OF_THE_TIME && hours.get(device) >= LEAST_HOURS,
    row(device) {
      const share = shares.get(device);
      return share < WORTH_KEEPING ? undefined : [hours.get(device), Math.round(share * 1_000)];
    },
    setRow(device, [learnt, share]) {
      hours.set(device, learnt);
      shares.set(device, share / 1_000);
    },
  };
}
