import type { Act, Stage } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';
import { bootLater } from './power.ts';
import { bump } from './line.ts';

/**
 * People switch their boxes off, one by one. `announced`: the share that says so (standby); of the others
 * the broker tells the will, but for `silent`, whose connection outlives them at some gateway.
 */
export interface SwitchOffStep {
  do: 'switch-off';
  where: string;
  overMin: number;
  announced?: number;
  silent?: number;
}

export interface SwitchOnStep {
  do: 'switch-on';
  where: string;
  overMin: number;
}

/** They have never been switched on: not even a birth of them is known. Before the start only. */
export interface AbsentStep {
  do: 'absent';
  where: string;
}

export const switchOff: Act<SwitchOffStep> = (stage, step, at) => {
  const { where, overMin, announced = 0, silent = 0.4 } = step;
  for (const device of stage.place(where).devices) {
    const when = Math.round(at + overMin * MINUTE_MS * stage.chance(device, `off ${at}`));
    stage.later(when, (then) => goOff(stage, device, then, { announced, silent }));
  }
};

function goOff(stage: Stage, device: number, at: number, shares: { announced: number; silent: number }) {
  const { world, life } = stage;
  bump(world.dark, device, 1);
  const chance = stage.chance(device, `how ${at}`);
  if (chance < shares.announced) return life.leave(device, at, 'standby');
  if (chance < shares.announced + shares.silent) world.session[device] = 0;
  life.die(device, at);
  return undefined;
}

export const switchOn: Act<SwitchOnStep> = (stage, { where, overMin }, at) => {
  for (const device of stage.place(where).devices) {
    const when = Math.round(at + overMin * MINUTE_MS * stage.chance(device, `on ${at}`));
    const booted = when + stage.within(device, `boot ${at}`, stage.world.noise.bootS);
    stage.later(when, () => void bump(stage.world.dark, device, -1));
    bootLater(stage, device, when, booted);
  }
};

export const absent: Act<AbsentStep> = ({ world, place }, { where }) => {
  for (const device of place(where).devices) {
    world.dark[device] = 1;
    world.powered[device] = 0;
    world.session[device] = 0;
  }
};
