import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  path: string;
  /** The line protocol of a write, the InfluxQL of a query. */
  text: string;
  authorization: string | undefined;
}

export type Reply = (response: ServerResponse, asked: Asked) => void;

export interface FakeInflux {
  url: string;
  port: number;
  asked: Asked[];
  /** How it answers from now on. */
  reply: Reply;
  stop(): Promise<void>;
}

/** Speaks just enough of InfluxDB to have every fault: a server on a port of its own. */
export async function startFakeInflux(reply: Reply = well): Promise<FakeInflux> {
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const query = searchParams.get('q') ?? new URLSearchParams(body).get('q');
    const asked = { path: pathname, text: query ?? body, authorization: request.headers.authorization };
    fake.asked.push(asked);
    fake.reply(response, asked);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeInflux = {
    url: `http://127.0.0.1:${port}`,
    port,
    asked: [],
    reply,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

/** As a server without any data that takes everything. */
export const well: Reply = (response, { path }) => {
  if (path === '/write') response.writeHead(204).end();
  else response.end('{"results":[{"statement_id":0}]}');
};

export function status(code: number, body: string): Reply {
  return (response) => response.writeHead(code).end(body);
}

/** Answers writes in one way and queries in another. */
export function byPath(replies: { write?: Reply; query?: Reply }): Reply {
  return (response, asked) => {
    const reply = asked.path === '/write' ? replies.write : replies.query;
    (reply ?? well)(response, asked);
  };
}
