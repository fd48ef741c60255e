import type { Clock } from '../clock.ts';
import { createRateLimit } from './rate-limit.ts';

/**
 * A new connection under a client id ends the older one. Two boxes with one id would end each other for
 * ever, each time with a will and a birth: after a few times whoever is there stays.
 */
export interface Takeovers {
  came(id: string): void;
  left(id: string): void;
  /** Whether somebody who comes under this id has to be refused. */
  isTooMany(id: string): boolean;
}

const MAX_FOLLOWED = 10_000;
const SECONDS_A_MINUTE = 60;

export function createTakeovers(perMinute: number, clock: Clock): Takeovers {
  const present = new Set<string>();
  /** Those that were taken over lately, the latest last. */
  const followed = new Map<string, () => boolean>();

  return {
    came: (id) => void present.add(id),
    left: (id) => void present.delete(id),
    isTooMany(id) {
      if (!present.has(id)) return false;
      const mayTake = followed.get(id) ?? createRateLimit(perMinute / SECONDS_A_MINUTE, clock, perMinute);
      followed.delete(id);
      followed.set(id, mayTake);
      if (followed.size > MAX_FOLLOWED) followed.delete(followed.keys().next().value ?? '');
      return !mayTake();
    },
  };
}
