import type { Act, Stage } from '../stage.ts';
import { linkChange, MINUTE_MS } from '../stage.ts';
import { bump, reconnect } from './line.ts';

/**
 * The broker is gone for `downS`: nobody is heard, and the server knows. When it is back it tells the
 * wills of all connections it had, while everybody connects again within `backS`.
 */
export interface BrokerRestartStep {
  do: 'broker-restart';
  downS: number;
  backS: number;
}

/**
 * What the broker has is not delivered for so long, and then all at once. `seen`: the server knows that
 * its link is down.
 */
export interface StallStep {
  do: 'stall';
  minutes: number;
  seen?: boolean;
}

const WILLS_MS = 2_000;

export const brokerRestart: Act<BrokerRestartStep> = (stage, { downS, backS }, at) => {
  const { world, later, place } = stage;
  const { devices } = place('everywhere');
  const up = at + downS * 1_000;
  const connected = devices.filter((device) => world.linked[device] && world.powered[device]);
  for (const device of devices) {
    bump(world.cuts, device, 1);
    dropConnection(stage, device, at);
  }
  later(at, (then) => linkChange(then, 'down'));
  later(up, (then) => linkChange(then, 'up'));
  for (const device of connected) tellWill(stage, device, up);
  for (const device of devices) {
    later(up, () => void bump(world.cuts, device, -1));
    reconnect(stage, device, up + stage.within(device, `back ${at}`, [0.3, backS]));
  }
};

/** The connection is gone with the broker: no keep-alive will find it out. */
function dropConnection({ world, life }: Stage, device: number, at: number): void {
  world.session[device] = 0;
  life.unlink(device, at, MAX_KEEP_MIN);
}

const MAX_KEEP_MIN = 60;

/** An old will, told by the broker whether or not the device is back. */
function tellWill(stage: Stage, device: number, up: number): void {
  const { world, later, letters } = stage;
  const boot = world.boot[device];
  later(Math.round(up + WILLS_MS * stage.chance(device, 'will')), (then) =>
    world.boot[device] === boot ? letters.death(device, then, 'lost', boot) : undefined,
  );
}

export const stall: Act<StallStep> = (stage, { minutes, seen = false }, at) => {
  const end = at + minutes * MINUTE_MS;
  if (seen) {
    stage.later(at, (then) => linkChange(then, 'down'));
    stage.later(end, (then) => linkChange(then, 'up'));
  }
  stage.holdUntil(end);
};
