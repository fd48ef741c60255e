import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Dice } from './dice.ts';

/** What it did with one delivery: only what is taken was ever confirmed to whoever sent it. */
export type Treatment = 'taken' | 'failed' | 'limited' | 'ignored';

export interface Delivery {
  /** The idempotency key. */
  key: string;
  /** Whom it is for. */
  person: string;
  status: 'firing' | 'resolved';
  incidents: readonly string[];
  at: number;
  treatment: Treatment;
}

/** Whom messages go to: outlives everything that is killed, and remembers all that it was ever sent. */
export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** From now on it takes everything. */
  behave(): void;
  stop(): Promise<void>;
}

const Body = z.object({
  receiver: z.string(),
  status: z.enum(['firing', 'resolved']),
  alerts: z.array(z.object({ labels: z.object({ incident: z.string() }) })),
});

const SHARES: readonly (readonly [Treatment, number])[] = [
  ['failed', 0.12],
  ['limited', 0.08],
  ['ignored', 0.04],
];
const STATUS: Readonly<Record<Exclude<Treatment, 'ignored'>, number>> = {
  taken: 202,
  failed: 500,
  limited: 429,
};
const AFTER_AT_MOST_S = 3;

/** Takes most of what comes; some it refuses, some it asks for later, some it never answers. */
export async function startReceiver(dice: Dice): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  let isWell = false;

  function treat(): Treatment {
    return isWell ? 'taken' : (SHARES.find(([, share]) => dice.chance(share))?.[0] ?? 'taken');
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { receiver, status, alerts } = Body.parse(JSON.parse(Buffer.concat(parts).toString()));
    const treatment = treat();
    deliveries.push({
      ...{ key: String(request.headers['idempotency-key']), person: receiver, status, treatment },
      incidents: alerts.map(({ labels }) => labels.incident),
      at: Date.now(),
    });
    if (treatment === 'ignored') return;
    if (treatment === 'limited') response.setHeader('retry-after', dice.between(1, AFTER_AT_MOST_S));
    response.writeHead(STATUS[treatment]).end();
  }

  const server = createServer((request, response) => {
    // Whoever is killed in the middle of a request has sent nothing.
    take(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    deliveries,
    behave: () => void (isWell = true),
    async stop() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}
