import { EventEmitter, once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import pino from 'pino';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { TESTER } from './call-route.ts';
import { HttpProblem, problemHandler } from './problem.ts';
import { mount, route } from './route.ts';
import { csvLine } from './send-csv.ts';

let server: Server;
afterEach(() => server.close());

async function serve(csv: () => AsyncIterable<string>): Promise<string> {
  const app = express();
  const nothing = z.object({});
  const json = { params: nothing, query: nothing, answer: nothing, run: () => ({ body: {} }) };
  mount(app, route({ method: 'get', path: '/rows', summary: '', ...json, csv }), () => TESTER);
  app.use(problemHandler(pino({ level: 'silent' })));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`;
}

async function ask(url: string, accept: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { headers: { accept } }), 'response')) as [IncomingMessage];
  return response;
}

it('is sent to who asks for it, and JSON to everybody else', async () => {
  const url = await serve(async function* () {
    yield csvLine('time', 'value');
    yield csvLine('2026-01-01', 'a "b", c');
  });
  const csv = await ask(url, 'text/csv');
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(await text(csv)).toBe('time,value\r\n2026-01-01,"a ""b"", c"\r\n');
  expect((await ask(url, '*/*')).headers['content-type']).toMatch(/^application\/json/);
});

it('is no more read than the client takes, and not at all when it has gone', async () => {
  let read = 0;
  const reading = new EventEmitter();
  const ended = once(reading, 'end');
  const url = await serve(async function* () {
    try {
      for (; read < 10_000; read++) yield 'x'.repeat(64 * 1024);
    } finally {
      reading.emit('end');
    }
  });
  const response = await ask(url, 'text/csv');
  response.on('error', () => undefined);
  await once(response, 'readable');
  response.destroy();
  await ended;
  expect(read).toBeLessThan(1_000);
});

it('is a problem when nothing of it can be read, and cut short when it fails later', async () => {
  let rows = 0;
  const url = await serve(async function* () {
    for (; rows > 0; rows--) yield 'row\r\n';
    await Promise.reject(new HttpProblem(503, 'away'));
  });
  expect((await ask(url, 'text/csv')).statusCode).toBe(503);
  rows = 2;
  const cut = await ask(url, 'text/csv');
  await expect(text(cut)).rejects.toThrow(/aborted/);
});
