import type { OutboxMessage, Sent } from '@fengsui/config/contract';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { Puppet } from './puppet.ts';
import { puppet } from './puppet.ts';
import type { Sender, SenderParts } from './sender.ts';
import { prometheusText } from '../observe/metrics.ts';
import { outboxFigures } from './figures.ts';
import { createSender } from './sender.ts';
import { aWaiting } from './waiting-message.ts';

const OK: Sent = { ok: true };
const LATER: Sent = { ok: false, kind: 'later', why: 'HTTP 500' };
const NEVER: Sent = { ok: false, kind: 'never', why: 'HTTP 404' };

let clock: FakeClock;
let start: number;
let channels: Map<string, Puppet>;
let kept: OutboxMessage[];
let gaveUp: string[];
let keepFails: number;
let parts: SenderParts;
let sender: Sender;

/** Lets everything that is promised happen. */
const settled = () => new Promise<void>((done) => setImmediate(done));

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    clock.pass(Math.min(left, 500));
    await settled();
  }
}

const taken = (id: string) => channels.get(id)!.taken.map(({ key }) => key);
const message = (id: string, over: Parameters<typeof aWaiting>[0] = {}) =>
  aWaiting({ id, at: start, dueAt: start, incidents: [`i-${id}`], ...over });

beforeEach(() => {
  clock = createFakeClock();
  start = clock.now();
  channels = new Map([
    ['sms', puppet('sms')],
    ['mail', puppet('smtp')],
    ['robot', puppet('wecom', 20)],
  ]);
  kept = [];
  gaveUp = [];
  keepFails = 0;
  parts = {
    channels: () => channels,
    clock,
    random: () => 0.999_999,
    log: pino({ level: 'silent' }),
    keep(one) {
      if (keepFails-- > 0) return Promise.reject(new Error('locked'));
      kept.push(one);
      return Promise.resolve();
    },
    gaveUp: ({ id }) => void gaveUp.push(id),
    link: (path) => `https://wall.example.com${path}`,
  };
  sender = createSender(parts);
});

describe('the sender', () => {
  it('is counted for Prometheus', async () => {
    sender.add([message('m-1')]);
    await settled();
    const text = prometheusText(outboxFigures(sender.state));
    expect(text).toContain('fengsui_messages_sent_total{channel="sms"} 1');
    expect(text).toContain('fengsui_messages_waiting 0');
  });

  it('hands over what waits, under its key, and has it kept as sent', async () => {
    sender.add([message('m-1')]);
    await settled();
    expect(channels.get('sms')!.taken).toMatchObject([
      { key: 'm-1', incidents: ['i-m-1'], link: 'https://wall.example.com/incidents/i-1' },
    ]);
    expect(kept).toMatchObject([{ id: 'm-1', state: 'sent', sentAt: start }]);
    expect(sender.state()).toMatchObject({ waiting: 0, underWay: 0, sent: { sms: 1 } });
  });

  it('does not send what it knows already, nor what no longer waits', async () => {
    channels.get('sms')!.answer = undefined;
    sender.add([message('m-1'), message('m-1'), message('m-2', { state: 'sent' })]);
    sender.add([message('m-1')]);
    await settled();
    expect(taken('sms')).toEqual(['m-1']);
  });

  it('tries again at 5, 15 and 35 s, and goes by mail after the fourth failure', async () => {
    channels.get('sms')!.answer = LATER;
    sender.add([message('m-1', { ways: ['sms', 'mail'] })]);
    await settled();
    const at: number[] = [];
    for (let second = 0; second <= 40; second += 1) {
      const before = taken('sms').length;
      await pass(1_000);
      if (taken('sms').length > before) at.push(second + 1);
    }
    expect(at).toEqual([5, 15, 35]);
    expect(taken('mail')).toEqual(['m-1']);
    expect(kept.at(-1)).toMatchObject({ state: 'sent', way: 1 });
    expect(sender.state()).toMatchObject({ failed: { sms: 4 }, sent: { smtp: 1 } });
  });

  it('gives up after the last way, once that is kept', async () => {
    for (const channel of channels.values()) channel.answer = NEVER;
    keepFails = 2;
    sender.add([message('m-1', { ways: ['sms', 'mail'] })]);
    await settled();
    expect(gaveUp).toEqual([]);
    await pass(3_000);
    expect(gaveUp).toEqual(['m-1']);
    expect(kept.map(({ state, way }) => `${way} ${state}`)).toEqual(['1 waiting', '1 given_up']);
    expect(sender.state()).toMatchObject({ waiting: 0, gaveUp: 1 });
  });

  it('goes the next way where a channel is not set up, and gives up where there is no way at all', async () => {
    sender.add([message('m-1', { ways: ['gone', 'mail'] }), message('m-2', { person: 'p-2', ways: [] })]);
    await settled();
    expect(taken('mail')).toEqual(['m-1']);
    expect(gaveUp).toEqual(['m-2']);
  });

  it('sends one after the other to a person, in order, and to different people at once', async () => {
    for (const channel of channels.values()) channel.answer = undefined;
    sender.add([
      message('second', { at: start + 1 }),
      message('first', { at: start }),
      message('other', { person: 'p-2', ways: ['mail'] }),
    ]);
    expect(taken('sms')).toEqual(['first']);
    expect(taken('mail')).toEqual(['other']);
    channels.get('sms')!.finish(OK);
    await settled();
    expect(taken('sms')).toEqual(['first', 'second']);
  });

  it('serves people in turn, so that the first message of each comes before the second of anybody', async () => {
    const first = ['a', 'b', 'c'].map((person) => message(`${person}-1`, { person }));
    const second = ['a', 'b', 'c'].map((person) => message(`${person}-2`, { person, at: start + 1 }));
    sender.add([...first, ...second]);
    await settled();
    expect(taken('sms')).toEqual(['a-1', 'b-1', 'c-1', 'a-2', 'b-2', 'c-2']);
  });

  it('has one under way for each channel', async () => {
    channels.get('sms')!.answer = undefined;
    sender.add(['a', 'b', 'c'].map((id) => message(id, { person: id })));
    await pass(2_000);
    expect(taken('sms')).toEqual(['a']);
    channels.get('sms')!.finish(OK);
    await settled();
    expect(taken('sms')).toEqual(['a', 'b']);
  });

  it('has sixteen under way altogether', async () => {
    for (let i = 0; i < 20; i += 1) {
      const one = puppet('sms');
      one.answer = undefined;
      channels.set(`c-${i}`, one);
    }
    sender.add(
      Array.from({ length: 20 }, (_, i) => message(`m-${i}`, { person: `p-${i}`, ways: [`c-${i}`] })),
    );
    await settled();
    expect(sender.state()).toMatchObject({ underWay: 16, waiting: 20 });
    channels.get('c-3')!.finish(OK);
    await settled();
    expect(channels.get('c-16')!.taken).toHaveLength(1);
    expect(channels.get('c-17')!.taken).toHaveLength(0);
  });

  it('tells that it is over only after it has told that it began', async () => {
    channels.get('sms')!.answer = LATER;
    sender.add([
      message('opened', { incidents: ['i-1'] }),
      message('recovered', { about: 'recovered', incidents: ['i-1'], at: start + 1_000, ways: ['mail'] }),
      message('another', { incidents: ['i-2'], at: start + 2_000, ways: ['mail'] }),
    ]);
    await pass(2_000);
    expect(taken('mail')).toEqual(['another']);
    channels.get('sms')!.answer = OK;
    await pass(10_000);
    expect(taken('sms')).toEqual(['opened', 'opened']);
    expect(taken('mail')).toEqual(['another', 'recovered']);
  });

  it('lets what is urgent pass what waits for the morning', async () => {
    sender.add([
      message('minor', { dueAt: start + 8 * 3_600_000 }),
      message('critical', { at: start + 5_000, dueAt: start + 5_000 }),
    ]);
    await pass(6_000);
    expect(taken('sms')).toEqual(['critical']);
    expect(sender.state().oldestWaitingMs).toBe(0);
    clock.pass(8 * 3_600_000);
    await settled();
    expect(taken('sms')).toEqual(['critical', 'minor']);
  });

  it('hands a robot no more than it takes in a minute', async () => {
    sender.add(
      Array.from({ length: 30 }, (_, i) => message(`m-${i}`, { person: `p-${i}`, ways: ['robot'] })),
    );
    await pass(59_000);
    expect(taken('robot')).toHaveLength(20);
    expect(sender.state().oldestWaitingMs).toBe(59_000);
    await pass(2_000);
    expect(taken('robot')).toHaveLength(30);
  });

  it('leaves a channel alone that has asked for it, for everybody', async () => {
    channels.get('sms')!.answer = { ...LATER, afterMs: 30_000, forAll: true };
    sender.add([message('a', { person: 'a' })]);
    await settled();
    sender.add([message('b', { person: 'b' })]);
    await pass(29_000);
    expect(taken('sms')).toEqual(['a']);
    channels.get('sms')!.answer = OK;
    await pass(2_000);
    expect(taken('sms')).toEqual(['a', 'a', 'b']);
  });

  it('goes another way where a channel wants to be left alone for long', async () => {
    channels.get('robot')!.answer = { ...LATER, afterMs: 600_000, forAll: true };
    sender.add([message('a', { person: 'a', ways: ['robot', 'sms'] })]);
    sender.add([message('b', { person: 'b', ways: ['robot', 'mail'] })]);
    await settled();
    expect([taken('robot'), taken('sms'), taken('mail')]).toEqual([['a'], ['a'], ['b']]);
  });

  it('sends nothing more to a person before what was sent is kept', async () => {
    keepFails = 3;
    sender.add([message('a'), message('b', { at: start + 1 })]);
    await pass(2_000);
    expect(taken('sms')).toEqual(['a']);
    await pass(2_000);
    expect(taken('sms')).toEqual(['a', 'b']);
    expect(kept.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('sends once more, under the same key, what was not kept before a crash', async () => {
    keepFails = Infinity;
    sender.add([message('a'), message('b', { at: start + 1 })]);
    await pass(5_000);
    void sender.stop();
    const waiting = [message('a'), message('b', { at: start + 1 })];
    keepFails = 0;
    const again = createSender({ ...parts, gaveUp: () => undefined });
    again.add(waiting);
    await settled();
    expect(taken('sms')).toEqual(['a', 'a', 'b']);
    expect(kept.map(({ id, state }) => `${id} ${state}`)).toEqual(['a sent', 'b sent']);
    await again.stop();
  });

  it('does not wait for a channel that breaks its word', async () => {
    channels.get('sms')!.answer = undefined;
    sender.add([message('a', { ways: ['sms'] })]);
    await pass(16_000);
    expect(kept).toMatchObject([{ id: 'a', state: 'waiting', lastError: 'the channel gave no answer' }]);
  });

  it('is stopped once what was under way is kept, after ten seconds at the latest', async () => {
    channels.get('sms')!.answer = undefined;
    sender.add([message('a'), message('b', { at: start + 1 })]);
    const stopped = sender.stop();
    channels.get('sms')!.finish(OK);
    await stopped;
    expect(kept.map(({ id }) => id)).toEqual(['a']);
    await pass(5_000);
    expect(taken('sms')).toEqual(['a']);
  });

  it('is stopped after ten seconds where a channel does not answer', async () => {
    channels.get('sms')!.answer = undefined;
    sender.add([message('a')]);
    const stopped = sender.stop();
    clock.pass(10_000);
    await stopped;
    expect(kept).toEqual([]);
  });
});
