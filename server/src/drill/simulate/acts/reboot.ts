import type { Birth, DeathReason } from '@fengsui/config/contract';
import type { Act, Stage } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';
import { bootLater } from './power.ts';

/**
 * Devices boot anew, one by one over `overMin`, and are back after `backS`. `announced`: the share that
 * says goodbye before; `lostShare`: those that never come back.
 */
export interface RebootStep {
  do: 'reboot';
  where: string;
  overMin: number;
  reason: 'upgrade' | 'watchdog' | 'user';
  announced?: number;
  firmware?: string;
  backS?: readonly [number, number];
  lostShare?: number;
}

const GOODBYE: Record<RebootStep['reason'], DeathReason> = {
  upgrade: 'upgrade',
  watchdog: 'restart',
  user: 'restart',
};

export const reboot: Act<RebootStep> = (stage, step, at) => {
  for (const device of stage.place(step.where).devices) {
    const when = Math.round(at + step.overMin * MINUTE_MS * stage.chance(device, `reboot ${at}`));
    stage.later(when, (then) => goDown(stage, device, then, step));
  }
};

function goDown(stage: Stage, device: number, at: number, step: RebootStep) {
  const { world, life } = stage;
  const { announced = 1, backS = [60, 180] as const, lostShare = 0, reason, firmware } = step;
  if (!world.powered[device]) return undefined;
  const says = stage.chance(device, `announce ${at}`) < announced;
  const goodbye = says ? life.leave(device, at, GOODBYE[reason]) : (life.die(device, at), undefined);
  if (stage.chance(device, `back ${at}`) < lostShare) return goodbye;
  if (firmware !== undefined) world.firmware[device] = firmware;
  const bootReason: Birth['boot_reason'] = reason;
  bootLater(stage, device, at, at + stage.within(device, `boot ${at}`, backS), bootReason);
  return goodbye;
}
