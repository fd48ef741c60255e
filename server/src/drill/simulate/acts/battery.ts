import type { Act, Stage } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';
import { bump } from './line.ts';

/**
 * A site loses mains and lives on its battery for `lastsMin`, unless a generator takes over; then it is
 * dead until mains are back (`power-on`).
 */
export interface OnBatteryStep {
  do: 'on-battery';
  where: string;
  lastsMin: number;
  generator?: 'none' | 'starts' | 'fails';
  /** When mains are back at a site that has held out. */
  forMin: number;
}

const GENERATOR_AFTER_MIN = 5;

export const onBattery: Act<OnBatteryStep> = (stage, { where, lastsMin, generator = 'none', forMin }, at) => {
  const end = at + forMin * MINUTE_MS;
  for (const device of stage.place(where).devices) {
    const span = { from: at, until: end };
    stage.change(device, { metric: 'pwr.mains_ok', value: false, ...span });
    stage.change(device, { metric: 'pwr.mains_v', value: 0, ...span });
    const drains = generator === 'starts' ? Math.min(GENERATOR_AFTER_MIN, lastsMin) : lastsMin;
    const by = (-100 * drains) / lastsMin;
    stage.change(device, { metric: 'pwr.batt_pct', by, overMs: drains * MINUTE_MS, ...span });
    tellGenerator(stage, device, at, end, generator);
    if (generator !== 'starts' && lastsMin < forMin) dieAt(stage, device, at + lastsMin * MINUTE_MS);
  }
};

function tellGenerator(stage: Stage, device: number, at: number, until: number, generator: string): void {
  if (generator === 'none') return;
  const from = at + GENERATOR_AFTER_MIN * MINUTE_MS;
  const value = generator === 'starts' ? 'running' : 'fail';
  stage.change(device, { metric: 'pwr.gen_state', value: 'starting', from: at, until: from });
  stage.change(device, { metric: 'pwr.gen_state', value, from, until });
}

function dieAt({ world, life, later }: Stage, device: number, at: number): void {
  later(at, (then) => {
    bump(world.dark, device, 1);
    life.die(device, then);
    return undefined;
  });
}
