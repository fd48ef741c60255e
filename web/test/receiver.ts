import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody's webhook: takes what bears its token, and says why it takes nothing else. */
export interface Receiver {
  url: string;
  taken(): number;
  stop(): void;
}

export const REFUSAL = 'this token is not known here';

export async function startReceiver(token: string): Promise<Receiver> {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      if (isKnown) taken += 1;
      response.writeHead(isKnown ? 202 : 403, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKnown ? {} : { error: REFUSAL }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    taken: () => taken,
    stop: () => void server.close(),
  };
}
