import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  /** Path and query. */
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** A string as it is, anything else as JSON. */
  body?: unknown;
}

/** `broken` answers 500 with all it was sent; `silent` never answers. */
export type Mood = 'well' | 'broken' | 'silent';

export interface FakeHttp {
  readonly origin: string;
  readonly asked: readonly Asked[];
  set(mood: Mood): void;
  /** Resolves once it has been asked so many times. */
  untilAsked(times: number): Promise<void>;
  stop(): Promise<void>;
}

/** A vendor's server in this process: what it says is the vendor's affair. */
export async function startFakeHttp(answer: (asked: Asked) => FakeAnswer): Promise<FakeHttp> {
  const asked: Asked[] = [];
  const waiting: (() => void)[] = [];
  let mood: Mood = 'well';

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { method = '', headers } = request;
    const one = { method, headers, url: new URL(request.url ?? '', origin), body: Buffer.concat(parts) };
    asked.push(one);
    for (const tell of waiting) tell();
    if (mood === 'silent') return;
    reply(response, mood === 'broken' ? { status: 500, body: echo(one) } : answer(one));
  }

  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    asked,
    set: (next) => void (mood = next),
    untilAsked: (times) =>
      new Promise((done) => {
        const check = (): void => (asked.length >= times ? done() : undefined);
        waiting.push(check);
        check();
      }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(response: ServerResponse, { status = 200, headers = {}, body = '' }: FakeAnswer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

/** All of it, as careless servers do. */
export function echo({ method, url, headers, body }: Asked): string {
  return `cannot ${method} ${url.pathname}${url.search} ${JSON.stringify(headers)} ${body.toString()}`;
}

/** Counts what came within a minute, as a vendor that limits it does. */
export function createMinute(most: number, now: () => number) {
  let times: number[] = [];
  return {
    fill: () => void (times = Array<number>(most).fill(now())),
    isFull(): boolean {
      times = [...times.filter((at) => at > now() - 60_000), now()];
      return times.length > most;
    },
  };
}
