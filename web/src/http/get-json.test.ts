import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Parse } from './get-json.ts';
import { getJson } from './get-json.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const anything: Parse<unknown> = (raw) => ({ success: true, data: raw });
const nothing: Parse<unknown> = () => ({ success: false });
const still = new AbortController().signal;

describe('a request', () => {
  it('answers what was parsed', async () => {
    const url = await serve((_request, response) => response.end('{"a":1}'));
    expect(await getJson(url, anything, still)).toEqual({ ok: true, value: { a: 1 } });
  });

  it('says that the server reports an error', async () => {
    const url = await serve((_request, response) => response.writeHead(500).end('{}'));
    expect(await getJson(url, anything, still)).toEqual({ ok: false, because: 'status' });
  });

  it('tells a server that lacks what it needs from one that fails', async () => {
    const url = await serve((_request, response) => response.writeHead(503).end('{}'));
    expect(await getJson(url, anything, still)).toEqual({ ok: false, because: 'away' });
  });

  it('says that the answer was not understood, be it no JSON or the wrong one', async () => {
    const page = await serve((_request, response) => response.end('<html>'));
    expect(await getJson(page, anything, still)).toEqual({ ok: false, because: 'malformed' });
    const other = await serve((_request, response) => response.end('{}'));
    expect(await getJson(other, nothing, still)).toEqual({ ok: false, because: 'malformed' });
  });

  it('says that nobody answers', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await getJson(url, anything, still)).toEqual({ ok: false, because: 'network' });
  });

  it('tells being called off from a failure', async () => {
    const calledOff = new AbortController();
    const url = await serve(() => calledOff.abort());
    expect(await getJson(url, anything, calledOff.signal)).toEqual({ ok: false, because: 'aborted' });
  });
});
