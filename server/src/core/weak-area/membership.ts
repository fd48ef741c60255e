import { createColumn } from '../columns.ts';

/**
 * Which devices are right at which place: lists that are chained through columns, so that half a million
 * devices cost no objects, and a move costs the same however many are there.
 */
export interface Membership {
  /** -1 while it is nowhere. */
  placeOf(device: number): number;
  /** @param place -1 for nowhere */
  put(device: number, place: number): void;
  at(place: number): Generator<number>;
}

export function createMembership(): Membership {
  // All of them one more than what they name, so that 0 stands for none.
  const places = createColumn(Int32Array);
  const heads = createColumn(Int32Array);
  const befores = createColumn(Int32Array);
  const afters = createColumn(Int32Array);

  function leave(device: number, place: number): void {
    const before = befores.get(device);
    const after = afters.get(device);
    if (before > 0) afters.set(before - 1, after);
    else heads.set(place, after);
    if (after > 0) befores.set(after - 1, before);
  }

  function enter(device: number, place: number): void {
    const first = heads.get(place);
    befores.set(device, 0);
    afters.set(device, first);
    if (first > 0) befores.set(first - 1, device + 1);
    heads.set(place, device + 1);
  }

  return {
    placeOf: (device) => places.get(device) - 1,
    put(device, place) {
      const was = places.get(device) - 1;
      if (was === place) return;
      if (was >= 0) leave(device, was);
      if (place >= 0) enter(device, place);
      places.set(device, place + 1);
    },
    *at(place) {
      for (let next = heads.get(place); next > 0; next = afters.get(next - 1)) yield next - 1;
    },
  };
}
