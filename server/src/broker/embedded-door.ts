import type { Socket } from 'node:net';
import type { ServerSettings } from '@fengsui/config/settings';
import type { Clock } from '../clock.ts';
import type { BrokerRefusals } from './embedded-refusals.ts';
import { createRateLimit } from './rate-limit.ts';

/**
 * Who may come in, and when. After a restart a whole city comes back at once: so many a second are let
 * in, the others wait in order, as long as a probe would wait anyway; those beyond come again later.
 */
export interface Door {
  knock(socket: Socket): void;
  counts(): { inside: number; waiting: number };
  close(): void;
}

export interface DoorParts {
  settings: Pick<ServerSettings['mqtt']['embedded'], 'maxConnectionsPerAddress' | 'maxConnectsPerSecond'>;
  clock: Clock;
  refusals: BrokerRefusals;
  admit(socket: Socket): void;
}

/** A probe gives up a connection that has not answered within 20 s. */
const MAX_WAIT_S = 10;
const LOOK_EVERY_MS = 50;

export function createDoor({ settings, clock, refusals, admit }: DoorParts): Door {
  const { maxConnectionsPerAddress, maxConnectsPerSecond } = settings;
  const byAddress = new Map<string, number>();
  const mayEnter = createRateLimit(maxConnectsPerSecond, clock, maxConnectsPerSecond);
  const waiting: Socket[] = [];
  let inside = 0;

  function count(address: string, change: 1 | -1): void {
    inside += change;
    const now = (byAddress.get(address) ?? 0) + change;
    if (now > 0) byAddress.set(address, now);
    else byAddress.delete(address);
  }

  function refuse(socket: Socket, reason: 'connections_of_address' | 'newcomers', address: string): void {
    refusals.count(reason, address);
    socket.destroy();
  }

  const stop = clock.every(LOOK_EVERY_MS, () => {
    while (waiting.length > 0 && mayEnter()) {
      const next = waiting.shift();
      if (next && !next.destroyed) admit(next);
    }
  });

  return {
    knock(socket) {
      const { remoteAddress: address } = socket;
      socket.on('error', () => undefined);
      if (address === undefined) return void socket.destroy();
      if ((byAddress.get(address) ?? 0) >= maxConnectionsPerAddress)
        return refuse(socket, 'connections_of_address', address);
      if (waiting.length >= maxConnectsPerSecond * MAX_WAIT_S) return refuse(socket, 'newcomers', address);
      count(address, 1);
      socket.once('close', () => count(address, -1));
      if (waiting.length === 0 && mayEnter()) admit(socket);
      else waiting.push(socket);
    },
    counts: () => ({ inside: inside - waiting.length, waiting: waiting.length }),
    close() {
      stop();
      for (const socket of waiting.splice(0)) socket.destroy();
    },
  };
}
