import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { refusalOf } from './answer.ts';
import type { Ask } from './ask.ts';
import { createAsk } from './ask.ts';
import type { FakeAnswer, FakeHttp } from './fake-http.ts';
import { startFakeHttp } from './fake-http.ts';

let clock: FakeClock;
let http: FakeHttp;
let answer: FakeAnswer;
let ask: Ask;

beforeEach(async () => {
  clock = createFakeClock(Date.parse('2026-11-22T00:00:00Z'));
  http = await startFakeHttp(() => answer);
  ask = createAsk({ clock });
});
afterEach(() => http.stop());

const get = () => ask({ method: 'GET', url: `${http.origin}/x`, headers: {} });
const judged = async (next: FakeAnswer) => {
  answer = next;
  return refusalOf(await get(), clock.now());
};

describe('an answer', () => {
  it('is read up to 64 KiB, and the rest is not waited for', async () => {
    answer = { body: 'x'.repeat(10_000_000) };
    const reply = await get();
    expect('text' in reply && reply.text.length).toBe(65_536);
  });

  it('that points elsewhere is not followed', async () => {
    const sent = await judged({ status: 302, headers: { location: `${http.origin}/y` } });
    expect(sent).toMatchObject({ kind: 'never' });
    expect(http.asked).toHaveLength(1);
  });

  it('says later with 408, 425, 429 and 5xx, never with any other 4xx, and nothing with 2xx', async () => {
    for (const status of [408, 425, 429, 500, 502, 503, 599])
      expect(await judged({ status })).toMatchObject({ kind: 'later' });
    for (const status of [400, 401, 403, 404, 410, 413, 422])
      expect(await judged({ status })).toMatchObject({ kind: 'never' });
    for (const status of [200, 201, 202]) expect(await judged({ status })).toBeUndefined();
  });

  it('says when, in seconds or as a date', async () => {
    const after = async (value: string) =>
      (await judged({ status: 503, headers: { 'retry-after': value } }))?.afterMs;
    expect(await after('120')).toBe(120_000);
    expect(await after('Sun, 22 Nov 2026 00:01:30 GMT')).toBe(90_000);
    expect(await after('Sun, 22 Nov 2020 00:01:30 GMT')).toBe(0);
    expect(await after('soon')).toBeUndefined();
  });

  it('that comes drop by drop is not waited for longer than ten seconds', async () => {
    http.set('silent');
    const reply = get();
    await http.untilAsked(1);
    clock.pass(10_000);
    expect(await reply).toEqual({ ok: false, kind: 'later', why: 'no answer within 10 s' });
  });
});
