import type { Clock } from '../clock.ts';
import type { Ring } from './ring.ts';

export interface KeeperOptions {
  flushS: number;
  syncS: number;
}

/** Puts on disk, now and then, what there is no hurry with. */
export function startKeeper(
  ring: Pick<Ring, 'flush' | 'sync'>,
  clock: Clock,
  { flushS, syncS }: KeeperOptions,
  onFault: (error: unknown) => void,
): { stop: () => void } {
  const every = (seconds: number, act: () => void): (() => void) => {
    let cancel = () => {};
    const next = () => {
      cancel = clock.after(seconds * 1000, () => {
        act();
        next();
      });
    };
    next();
    return () => cancel();
  };
  const stops = [every(flushS, () => ring.flush()), every(syncS, () => void ring.sync().catch(onFault))];
  return { stop: () => stops.forEach((stop) => stop()) };
}
