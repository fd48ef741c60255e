import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Problem } from '@fengsui/config/contract';
import express from 'express';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TESTER } from './call-route.ts';
import { problemHandler } from './problem.ts';
import { mount, route } from './route.ts';

let server: Server;
let url: string;

const echo = route({
  method: 'post',
  path: '/notes/{id}',
  summary: '',
  params: z.object({ id: z.string() }),
  query: z.strictObject({}),
  body: z.strictObject({ words: z.string().min(1).optional() }),
  maxBody: 1_000,
  answer: z.unknown(),
  run: ({ params, body, actor }) => ({ status: 201, body: { ...params, ...body, by: actor.id } }),
});

const weigh = route({
  method: 'post',
  path: '/tables',
  summary: '',
  params: z.object({}),
  query: z.strictObject({}),
  body: z.instanceof(Uint8Array),
  media: 'text/csv',
  maxBody: 1_000,
  answer: z.unknown(),
  run: ({ body }) => ({ body: { bytes: body.length } }),
});

beforeEach(async () => {
  const app = express();
  mount(app, echo, () => TESTER);
  mount(app, weigh, () => TESTER);
  app.use(problemHandler(pino({ level: 'silent' })));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notes/7`;
});
afterEach(() => server.close());

async function post(body: string | null, type = 'application/json', to = url): Promise<[number, unknown]> {
  const answer = await fetch(to, { method: 'POST', headers: { 'content-type': type }, body });
  return [answer.status, await answer.json()];
}

describe('a call with a body', () => {
  it('is told what was sent, and by whom', async () => {
    expect(await post('{"words":"旧线路"}')).toEqual([201, { id: '7', words: '旧线路', by: 'tester' }]);
  });

  it('may have an empty one', async () => {
    expect(await post(null)).toEqual([201, { id: '7', by: 'tester' }]);
  });

  it('names what does not fit', async () => {
    const [status, problem] = await post('{"words":""}');
    expect([status, (problem as Problem).errors?.[0]?.path]).toEqual([400, 'words']);
    expect((await post('{"other":1}'))[0]).toBe(400);
  });

  it('refuses what is no JSON, is another media type, or is too long', async () => {
    expect((await post('{"words":'))[0]).toBe(400);
    expect((await post('{"words":"x"}', 'text/plain'))[0]).toBe(415);
    expect((await post(JSON.stringify({ words: 'x'.repeat(2_000) })))[0]).toBe(413);
  });
});

describe('a call with a body that is not JSON', () => {
  const send = (body: string | null, type = 'text/csv') => post(body, type, url.replace('notes/7', 'tables'));

  it('is given its bytes, also where there are none', async () => {
    expect(await send('a,b\r\n1,测\r\n', 'text/csv; charset=utf-8')).toEqual([200, { bytes: 12 }]);
    expect(await send(null)).toEqual([200, { bytes: 0 }]);
  });

  it('refuses another media type, JSON too, and what is too long', async () => {
    expect((await send('{}', 'application/json'))[0]).toBe(415);
    expect((await send('a', 'text/plain'))[0]).toBe(415);
    expect((await send('x'.repeat(2_000)))[0]).toBe(413);
  });
});
