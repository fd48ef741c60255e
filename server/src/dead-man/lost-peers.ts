import { hostOfState } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Delivery } from '../broker/port.ts';
import type { Clock } from '../clock.ts';

export interface LostPeer {
  server: string;
  /** Since when nothing came of it that should have come, ms UTC. */
  since: number;
}

export interface LostPeersParts {
  /** What this server is called. */
  name: string;
  clock: Clock;
  /** A server that shares our broker has been lost for a minute. Told once, until it is back. */
  onLost(peer: LostPeer): void;
  onBack(peer: LostPeer): void;
}

export interface LostPeers {
  hear(delivery: Delivery): void;
  /** Without a link of our own we hear nobody: that says nothing of them. */
  link(state: 'up' | 'down'): void;
  lost(): LostPeer[];
  stop(): void;
}

interface Peer {
  server: string;
  /** From when on it is owed; later than now while all is well. */
  since: number;
  told: boolean;
}

const State = z.object({ online: z.boolean() });
const MAX_PEERS = 100;
/** Every server says so often that it is there. */
const BEAT_MS = 30_000;
const LOST_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Notices when another server falls silent, or when the broker says that it has gone and it does not come back.
 * Only who was there while we were is missed: what the broker had kept of others may be years old.
 */
export function watchLostPeers({ name, clock, onLost, onBack }: LostPeersParts): LostPeers {
  const peers = new Map<string, Peer>();
  let isBlind = false;

  function present(server: string): void {
    const before = peers.get(server);
    if (!before && peers.size >= MAX_PEERS) return;
    peers.set(server, { server, since: clock.now() + BEAT_MS, told: false });
    if (before?.told) onBack({ server, since: before.since });
  }

  function gone(server: string): void {
    const peer = peers.get(server);
    if (peer) peer.since = Math.min(peer.since, clock.now());
  }

  function look(): void {
    if (isBlind) return;
    for (const peer of peers.values()) {
      if (peer.told || clock.now() - peer.since < LOST_AFTER_MS) continue;
      peer.told = true;
      onLost({ server: peer.server, since: peer.since });
    }
  }

  return {
    hear({ topic, payload, retained }) {
      const server = hostOfState(topic);
      if (server === undefined || server === name || retained) return;
      const state = read(payload);
      if (state) (state.online ? present : gone)(server);
    },
    link(state) {
      isBlind = state === 'down';
      // Whoever was there gets the full time again.
      for (const peer of peers.values()) if (!isBlind && !peer.told) peer.since = clock.now() + BEAT_MS;
    },
    lost: () =>
      [...peers.values()].filter(({ told }) => told).map(({ server, since }) => ({ server, since })),
    stop: clock.every(LOOK_EVERY_MS, look),
  };
}

const MAX_BYTES = 65_536;

function read(payload: Uint8Array): z.infer<typeof State> | undefined {
  if (payload.length > MAX_BYTES) return undefined;
  try {
    return State.safeParse(JSON.parse(Buffer.from(payload).toString())).data;
  } catch {
    return undefined;
  }
}
