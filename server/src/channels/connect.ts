import { lookup } from 'node:dns';
import type { Socket } from 'node:net';
import { connect as connectSocket } from 'node:net';
import type { Clock } from '../clock.ts';
import { DEADLINE_MS } from './ask.ts';
import type { Resolve } from './lookup.ts';
import { guardedLookup, refuseLiteral } from './lookup.ts';
import { createRefusals } from './refused-addresses.ts';

/** A connection that is ended after 10 s, whatever it does, and never leads to an address that is refused. */
export type Connect = (host: string, port: number) => Promise<Socket>;

export interface ConnectParts {
  clock: Clock;
  resolve?: Resolve;
  isRefused?: (address: string) => boolean;
}

export function createConnect({
  clock,
  resolve = lookup,
  isRefused = createRefusals(),
}: ConnectParts): Connect {
  const guarded = guardedLookup(isRefused, resolve);

  return async (host, port) => {
    refuseLiteral(host, isRefused);
    const socket = connectSocket({ host, port, lookup: guarded });
    const cancel = clock.after(DEADLINE_MS, () => {
      socket.destroy(new Error(`no answer within ${DEADLINE_MS / 1000} s`));
    });
    socket.once('close', cancel);
    await new Promise<void>((done, failed) => {
      socket.once('connect', done);
      socket.once('error', failed);
    });
    return socket;
  };
}
