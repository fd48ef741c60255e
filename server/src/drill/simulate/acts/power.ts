import type { Birth } from '@fengsui/config/contract';
import type { Act, Stage } from '../stage.ts';
import { bump } from './line.ts';

/** Mains fail. A share of the devices sends a dying gasp; over `overS` the last of them goes out. */
export interface PowerOffStep {
  do: 'power-off';
  where: string;
  gasps?: number;
  overS?: number;
}

/** Mains are back, and everybody boots. */
export interface PowerOnStep {
  do: 'power-on';
  where: string;
  withinS?: readonly [number, number];
}

const GASP_MS = [200, 2_500] as const;

export const powerOff: Act<PowerOffStep> = (stage, { where, gasps = 0.5, overS = 0 }, at) => {
  for (const device of stage.place(where).devices) {
    const gone = at + overS * 1_000 * stage.chance(device, `gone ${at}`);
    stage.later(Math.round(gone), (then) => void fail(stage, device, then, gasps));
  }
};

function fail(stage: Stage, device: number, at: number, gasps: number): undefined {
  const { world, life, later } = stage;
  bump(world.dark, device, 1);
  if (!world.powered[device]) return;
  if (stage.chance(device, `gasp ${at}`) >= gasps) return life.die(device, at) as undefined;
  const [from, to] = GASP_MS;
  // The gasp is the last that its capacitor gives: it is dead before it is heard.
  later(Math.round(at + from + (to - from) * stage.chance(device, 'gasping')), (then) => {
    const gasp = life.event(device, then, 'dying_gasp');
    life.die(device, then);
    return gasp;
  });
}

export const powerOn: Act<PowerOnStep> = (stage, { where, withinS = stage.world.noise.bootS }, at) => {
  for (const device of stage.place(where).devices) {
    bump(stage.world.dark, device, -1);
    bootLater(stage, device, at, at + stage.within(device, `boot ${at}`, withinS));
  }
};

/** It boots at `at` with power since `poweredAt`, unless it has none again by then. */
export function bootLater(
  { world, life, later }: Stage,
  device: number,
  poweredAt: number,
  at: number,
  reason?: Birth['boot_reason'],
): void {
  later(Math.round(at), (then) =>
    world.dark[device] || world.powered[device] ? undefined : life.start(device, then, poweredAt, reason),
  );
}
