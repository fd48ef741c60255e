import type { ChannelView } from '@fengsui/config/contract';
import { ChannelTypeView } from '@fengsui/config/contract';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outsideFor } from '../channels/outside.ts';
import type { FakeReceiver } from '../channels/webhook/fake-receiver.ts';
import { startFakeReceiver } from '../channels/webhook/fake-receiver.ts';
import type { ChannelRegistry } from '../channels/port.ts';
import { createChannelRegistry } from '../channels/registry.ts';
import { CHANNEL_TYPES } from '../channels/types.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryRecords } from '../ledger/memory/memory-records.ts';
import type { Records } from '../ledger/records/port.ts';
import type { Sent } from './call-route.ts';
import { TESTER, callRoute } from './call-route.ts';
import { channelRoutes } from './channels.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';

const SET = { set: true };

let clock: FakeClock;
let records: Records;
let registry: ChannelRegistry;
let routes: Route[];
let receiver: FakeReceiver;

beforeEach(async () => {
  clock = createFakeClock();
  records = createMemoryRecords(() => undefined);
  const deps = outsideFor(clock);
  registry = createChannelRegistry({ records, deps, log: pino({ level: 'silent' }) });
  routes = channelRoutes({ channels: registry, clock });
  receiver = await startFakeReceiver();
});
afterEach(() => receiver.stop());

const call = async <T = ChannelView>(method: Route['method'], path: string, sent: Sent = {}): Promise<T> =>
  (await callRoute(routes, method, path, sent)).body as T;

async function refused(method: Route['method'], path: string, sent: Sent): Promise<unknown[]> {
  const problem: unknown = await callRoute(routes, method, path, sent).catch((error: unknown) => error);
  if (!(problem instanceof HttpProblem)) throw new Error('nothing was refused');
  return [problem.status, ...(problem.errors ?? []).map(({ path: at, message }) => `${at}: ${message}`)];
}

const params = { id: 'noc' };
const put = (settings: Record<string, unknown>, over: object = {}) =>
  call('put', '/channels/{id}', { params, body: { type: 'webhook', name: '示例', settings, ...over } });

describe('channels over HTTP', () => {
  it('are offered by kind, with schemas from which forms are drawn', async () => {
    const { items } = await call<{ items: unknown[] }>('get', '/channel-types');
    const types = items.map((one) => ChannelTypeView.parse(one));
    expect(types.map(({ type }) => type)).toEqual(CHANNEL_TYPES.map(({ type }) => type));
    const smtp = types.find(({ type }) => type === 'smtp')!;
    expect(smtp.settings).toMatchObject({
      required: ['host', 'from'],
      properties: {
        password: { type: 'string', secret: true, words: { zh: '密码或授权码', en: 'Password' } },
        port: { default: 587 },
      },
    });
  });

  it('never give a secret back, and keep it where "set" is sent', async () => {
    const made = await put(receiver.settings);
    expect(made).toMatchObject({ id: 'noc', version: 1, settings: { token: SET }, trouble: null });
    const again = await put({ ...made.settings, language: 'en' });
    expect(again).toMatchObject({ version: 2, settings: { token: SET, language: 'en' } });
    const all = JSON.stringify([
      await call('get', '/channels'),
      await call('get', '/channels/{id}', { params }),
      made,
      again,
    ]);
    expect(all).not.toContain(receiver.secrets[0]);
    expect(records.get('channel', 'noc')).toMatchObject({
      by: TESTER,
      value: { settings: { token: receiver.secrets[0] } },
    });
  });

  it('do not take a secret along to another address', async () => {
    const { settings } = await put(receiver.settings);
    const body = { type: 'webhook', name: 'x', settings: { ...settings, url: 'https://evil.example/' } };
    expect(await refused('put', '/channels/{id}', { params, body })).toEqual([
      400,
      'settings.token: must be given again, as it goes to another address now',
    ]);
  });

  it('are refused by what is wrong with them', async () => {
    const body = (type: string, settings: object) => ({ params, body: { type, name: 'x', settings } });
    expect(await refused('put', '/channels/{id}', body('pigeon', {}))).toEqual([
      400,
      'type: is none of wecom, dingtalk, feishu, sms, voice, smtp, webpush, webhook',
    ]);
    expect(await refused('put', '/channels/{id}', body('webhook', { url: 'gopher://x', tokn: 1 }))).toEqual([
      400,
      'settings.url: expected a URL like https://host/path',
      'settings.tokn: is not a setting of this kind',
    ]);
    const template = body('sms', { url: 'http://gateway.example/', body: '{{secret.key}}' });
    expect(await refused('put', '/channels/{id}', template)).toEqual([
      400,
      'settings: a template names {{secret.key}}, which there is not',
    ]);
    expect(records.all('channel')).toEqual([]);
  });

  it('are not changed by somebody who has read another version', async () => {
    await put(receiver.settings);
    const body = { type: 'webhook', name: 'x', settings: receiver.settings };
    expect(await refused('put', '/channels/{id}', { params, body, query: { version: '4' } })).toEqual([409]);
  });

  it('are taken away, but not while people are reached by them', async () => {
    await put(receiver.settings);
    const value = { id: 'p-1', name: '示例-张', ways: [{ channel: 'noc', address: '' }] };
    records.put({ kind: 'person', id: 'p-1', value, by: TESTER, at: 1 });
    expect(await refused('delete', '/channels/{id}', { params })).toEqual([409]);
    records.remove({ kind: 'person', id: 'p-1', by: TESTER, at: 2 });
    await call('delete', '/channels/{id}', { params });
    expect(registry.channels().size).toBe(0);
    expect(await refused('delete', '/channels/{id}', { params })).toEqual([404]);
  });

  it('say what the other side said to a test, a few times a minute', async () => {
    await put(receiver.settings);
    const test = { params, body: { address: 'noc' } };
    expect(await call('post', '/channels/{id}/test', test)).toEqual({ sent: { ok: true }, tookMs: 0 });
    expect(receiver.bodies[0]).toMatchObject({ commonAnnotations: { about: 'test', summary: '测试消息' } });
    receiver.become('refusing');
    const answer = await call('post', '/channels/{id}/test', test);
    expect(answer).toMatchObject({
      sent: { ok: false, kind: 'never', why: expect.stringContaining('HTTP 401') },
    });
    expect(JSON.stringify(answer)).not.toContain(receiver.secrets[0]);
    for (let i = 0; i < 3; i += 1) await call('post', '/channels/{id}/test', test);
    expect(await refused('post', '/channels/{id}/test', test)).toEqual([429]);
    clock.pass(60_001);
    expect(await call('post', '/channels/{id}/test', test)).toMatchObject({ sent: { ok: false } });
  });

  it('are not known where nobody has set them up', async () => {
    for (const [method, path] of [
      ['get', '/channels/{id}'],
      ['post', '/channels/{id}/test'],
    ] as const)
      expect(await refused(method, path, { params, body: {} })).toEqual([404]);
  });
});
