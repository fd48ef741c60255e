import type { Act, Stage } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';

/** The line breaks; the devices stay powered. `keepMin`: they keep so many minutes of what they measure. */
export interface CutStep {
  do: 'cut';
  where: string;
  keepMin?: number;
}

/** The line holds again; everybody comes back within `withinS`. */
export interface RestoreStep {
  do: 'restore';
  where: string;
  withinS?: readonly [number, number];
}

/** The line breaks and holds, in turn, every so many minutes. */
export interface FlapStep {
  do: 'flap';
  where: string;
  everyMin: number;
  forMin: number;
}

export const cut: Act<CutStep> = (stage, { where, keepMin }, at) => {
  for (const device of stage.place(where).devices) {
    bump(stage.world.cuts, device, 1);
    stage.life.unlink(device, at, keepMin);
  }
};

export const restore: Act<RestoreStep> = (stage, { where, withinS = stage.world.noise.reconnectS }, at) => {
  for (const device of stage.place(where).devices) {
    bump(stage.world.cuts, device, -1);
    reconnect(stage, device, at + stage.within(device, `restore ${at}`, withinS));
  }
};

export const flap: Act<FlapStep> = (stage, { where, everyMin, forMin }, at) => {
  for (let min = 0; min < forMin; min += 2 * everyMin) {
    const down = at + min * MINUTE_MS;
    stage.later(down, (then) => void cut(stage, { do: 'cut', where }, then));
    stage.later(down + everyMin * MINUTE_MS, (then) => void restore(stage, { do: 'restore', where }, then));
  }
};

/** It tries at `at`; if its line is broken again by then, whoever restores that line will see to it. */
export function reconnect({ world, life, later }: Stage, device: number, at: number): void {
  later(Math.round(at), (then) => {
    if (!world.cuts[device]) life.relink(device, then);
    return undefined;
  });
}

/** Counts reasons up or down, never below none. */
export function bump(counts: Uint8Array, device: number, by: number): void {
  counts[device] = Math.max(0, (counts[device] ?? 0) + by);
}
