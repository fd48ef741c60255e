import type { Act, Stage } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';

/**
 * A play of the emergency broadcast: terminals say that they begin and, at the end, how it went. Those in
 * `failing` say at once that it failed, those in `mute` do not play and say nothing of it.
 */
export interface PlayStep {
  do: 'play';
  where: string;
  ebmId: string;
  /** 1–3 drills, 4 emergency, 5 daily. */
  type: number;
  minutes: number;
  failing?: string;
  mute?: string;
}

const WORKING = 2;
const PLAYING_AMP_A = 1.35;
const SPREAD_S = [0, 20] as const;
const FAILS_AFTER_MS = 2_000;

export const play: Act<PlayStep> = (stage, step, at) => {
  const { where, failing, mute, minutes } = step;
  const fails = new Set(failing === undefined ? [] : stage.place(failing).devices);
  const silent = new Set(mute === undefined ? [] : stage.place(mute).devices);
  for (const device of stage.place(where).devices) {
    if (silent.has(device)) continue;
    const from = Math.round(at + stage.within(device, `play ${at}`, SPREAD_S));
    const result = fails.has(device) ? 0 : 1;
    const until = result === 0 ? from + FAILS_AFTER_MS : from + minutes * MINUTE_MS;
    tell(stage, device, from, until, { ebm_id: step.ebmId, type: step.type, result });
    if (result === 0) continue;
    stage.change(device, { metric: 'eb.work_state', value: WORKING, from, until });
    stage.change(device, { metric: 'pwr.amp_a', by: PLAYING_AMP_A, from, until });
  }
};

interface Told {
  ebm_id: string;
  type: number;
  result: number;
}

function tell({ life, later }: Stage, device: number, from: number, until: number, told: Told): void {
  const { result, ...started } = told;
  later(from, (then) => life.event(device, then, 'play_start', started));
  later(until, (then) => life.event(device, then, 'play_end', { ...started, result }));
}
