import type { Life } from './record.ts';

/** Now, by both clocks. */
export interface Moment {
  machine: string;
  up: number;
  ts: number;
}

/** A clock that shows less has not been set yet: boxes without a battery start in 1970. 2020-01-01. */
const PLAUSIBLE_FROM = 1_577_836_800_000;

/**
 * How long ago something was written, in seconds. Within one start of the machine its uptime says so,
 * whatever was done to the clock; of an earlier start only a clock that was set can tell, and without
 * one it is at least as old as this start.
 */
export function ageS(life: Pick<Life, 'machine' | 'up' | 'ts'> | undefined, now: Moment): number {
  if (life && life.machine === now.machine) return now.up - life.up;
  const canTell = life && life.ts >= PLAUSIBLE_FROM && now.ts >= PLAUSIBLE_FROM;
  return canTell ? Math.max(now.up, (now.ts - life.ts) / 1000) : now.up;
}
