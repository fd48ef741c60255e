import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createNetwork } from './host-network.ts';

const LIMITS = { timeoutMs: 5_000 };
const network = createNetwork(() => performance.now());
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A name server that answers every question with `answer(question)`; counts what it is asked. */
async function nameServer(answer: (question: Buffer) => Buffer | undefined) {
  const socket: UdpSocket = createSocket('udp4');
  let asked = 0;
  socket.on('message', (question, { port, address }) => {
    asked += 1;
    const reply = answer(question);
    if (reply) socket.send(reply, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closing.push(() => socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, asked: () => asked };
}

/** The question again, marked as a reply with `code`, and with `records` as its answers. */
function dnsReply(question: Buffer, code: number, records: Buffer[] = []): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const reply = Buffer.concat([question.subarray(0, end), ...records]);
  reply.writeUInt16BE(0x8180 | code, 2);
  reply.writeUInt16BE(records.length, 6);
  reply.writeUInt32BE(0, 8);
  return reply;
}

const ADDRESS_RECORD = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4, 10, 0, 0, 1]);

describe('a connection', () => {
  it('is timed, by address and by name', async () => {
    const port = await portOf(createServer((socket) => socket.on('error', () => undefined)));
    for (const host of ['127.0.0.1', 'localhost']) {
      const reply = await network.tcpConnect(host, port, LIMITS);
      expect(reply).toMatchObject({ ok: true });
      if (reply.ok) expect(reply.ms).toBeGreaterThanOrEqual(0);
    }
  });

  it('may be refused', async () => {
    const server = createServer();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await network.tcpConnect('127.0.0.1', port, LIMITS)).toEqual({ ok: false, why: 'ECONNREFUSED' });
  });

  it('is not waited for when the round is over', async () => {
    const controller = new AbortController();
    const reply = network.tcpConnect('203.0.113.1', 9, { ...LIMITS, signal: controller.signal });
    controller.abort();
    expect((await reply).ok).toBe(false);
    expect(await network.tcpConnect('203.0.113.1', 9, { ...LIMITS, signal: controller.signal })).toEqual({
      ok: false,
      why: 'stopped',
    });
  });

  it('fails for a name that cannot be looked up', async () => {
    const replies = await Promise.all([1, 2].map(() => network.tcpConnect('no such name', 9, LIMITS)));
    expect(replies.map(({ ok }) => ok)).toEqual([false, false]);
  });
});

describe('a page', () => {
  it.each([
    [200, true],
    [302, true],
    [401, true],
    [404, true],
    [500, false],
    [503, false],
  ])('that is answered with %d is reached: %j', async (status, ok) => {
    const server = createHttpServer((_, response) => response.writeHead(status).end('x'.repeat(1_000_000)));
    const reply = await network.httpGet(`http://127.0.0.1:${await portOf(server)}/`, LIMITS);
    expect(reply).toMatchObject(ok ? { ok } : { ok, why: `HTTP ${status}` });
  });

  it('that is never answered is given up', async () => {
    const server = createHttpServer(() => undefined);
    closing.push(() => server.closeAllConnections());
    const url = `http://127.0.0.1:${await portOf(server)}/`;
    expect(await network.httpGet(url, { timeoutMs: 100 })).toEqual({ ok: false, why: 'timeout' });
  });

  it('that is no page is not reached', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-x\r\n'));
    const reply = await network.httpGet(`http://127.0.0.1:${await portOf(server)}/`, LIMITS);
    expect(reply.ok).toBe(false);
  });
});

describe('a name', () => {
  it('is asked for anew each time', async () => {
    const server = await nameServer((question) => dnsReply(question, 0, [ADDRESS_RECORD]));
    for (const asked of [1, 2]) {
      expect(await network.dnsResolve('example.com', server.address, LIMITS)).toMatchObject({ ok: true });
      expect(server.asked()).toBe(asked);
    }
  });

  it('that has addresses of another kind is an answer, one that is not known is none', async () => {
    const empty = await nameServer((question) => dnsReply(question, 0));
    expect(await network.dnsResolve('example.com', empty.address, LIMITS)).toMatchObject({ ok: true });
    const unknown = await nameServer((question) => dnsReply(question, 3));
    expect(await network.dnsResolve('example.com', unknown.address, LIMITS)).toEqual({
      ok: false,
      why: 'ENOTFOUND',
    });
  });

  it('is given up where the server is silent', async () => {
    const server = await nameServer(() => undefined);
    const reply = await network.dnsResolve('example.com', server.address, { timeoutMs: 200 });
    expect(reply.ok).toBe(false);
  });
});
