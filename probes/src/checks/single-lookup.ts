import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Waiter = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/** The part of `lookup` from node:dns that is needed here. */
export type SystemLookup = (name: string, options: { all: true }, waiter: Waiter) => void;

/**
 * Looks names up as the system does, but each only once at a time. While the name servers are away
 * a look-up lasts far longer than an attempt to connect: without this they would pile up.
 */
export function createLookup(systemLookup: SystemLookup): LookupFunction {
  const waiting = new Map<string, Waiter[]>();

  const ask = (name: string, waiter: Waiter) => {
    const others = waiting.get(name);
    if (others) return void others.push(waiter);
    waiting.set(name, [waiter]);
    systemLookup(name, { all: true }, (error, addresses) => {
      const waiters = waiting.get(name) ?? [];
      waiting.delete(name);
      for (const each of waiters) each(error, addresses);
    });
  };

  return (name, options, callback) => {
    ask(name, (error, all) => {
      if (error) return callback(error, []);
      if (options.all) return callback(null, all);
      const first = all.find((each) => !options.family || each.family === options.family) ?? all[0];
      return callback(null, first?.address ?? '', first?.family);
    });
  };
}
