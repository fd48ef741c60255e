import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sendJson } from './send-json.ts';

afterEach(() => vi.unstubAllGlobals());

const answers = (body: string, status = 200) => {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
const send = () => sendJson('POST', '/api', { a: 1 }, (raw) => z.object({ b: z.number() }).safeParse(raw));

it('sends JSON as such, and answers what came back', async () => {
  const fetch = answers('{"b":2}');
  expect(await send()).toEqual({ ok: true, value: { b: 2 } });
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    method: 'POST',
    body: '{"a":1}',
    headers: { 'content-type': 'application/json' },
  });
});

it('tells why something was refused, by its places where there are any', async () => {
  const problem = { type: 'about:blank', title: 'Conflict', status: 409 };
  answers(JSON.stringify(problem), 409);
  expect(await send()).toMatchObject({ ok: false, because: 'refused', status: 409, detail: 'Conflict' });
  answers(JSON.stringify({ ...problem, detail: 'It is in use.' }), 409);
  expect(await send()).toMatchObject({ detail: 'It is in use.' });
  const rule = { reason: 'no_feedback', evidence: { lost: 2 } };
  answers(JSON.stringify({ ...problem, ...rule }), 409);
  expect(await send()).toMatchObject(rule);
  answers(JSON.stringify({ ...problem, errors: [{ path: 'to', message: 'is not after from' }] }), 400);
  expect(await send()).toMatchObject({
    detail: 'to is not after from',
    faults: [{ path: 'to', message: 'is not after from' }],
  });
});

it.each([
  ['{"error":"?"}', 500, 'status'],
  ['{"b":"two"}', 200, 'malformed'],
  ['<html>', 200, 'malformed'],
])('calls the answer %s with %i by what is wrong with it', async (body, status, because) => {
  answers(body, status);
  expect(await send()).toEqual({ ok: false, because });
});

it('says that nobody answered', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
  expect(await send()).toEqual({ ok: false, because: 'network' });
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('late', 'TimeoutError')));
  expect(await send()).toEqual({ ok: false, because: 'timeout' });
});
