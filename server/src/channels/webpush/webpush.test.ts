import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { aMessage, channelContract } from '../channel.contract.ts';
import { openWith } from '../open-with.ts';
import { startFakePush } from './fake-push.ts';
import { webpush } from './index.ts';

channelContract({
  type: webpush,
  /** The library signs by the real time. */
  start: () => startFakePush(Date.now),
  limitedMs: 30_000,
  wrongAddress: '{"endpoint":"ftp://example.com","keys":{}}',
});

describe('a push message', () => {
  it('replaces the same message while the phone is off, and wakes it up where that is needed', async () => {
    const fake = await startFakePush(Date.now);
    const channel = openWith(webpush, fake.settings, createFakeClock());
    const { text } = aMessage('');
    await channel.send(aMessage(fake.address));
    await channel.send(aMessage(fake.address));
    await channel.send(aMessage(fake.address, { key: 'm-2', text: { ...text, severity: 'minor' } }));
    const [first, again, other] = fake.asked().map(({ headers }) => headers);
    expect(first).toMatchObject({ urgency: 'high', ttl: '43200' });
    expect(first!['topic']).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(again!['topic']).toBe(first!['topic']);
    expect(other!['topic']).not.toBe(first!['topic']);
    expect(other).toMatchObject({ urgency: 'normal' });
    await fake.stop();
  });

  it('is given up where the subscription has ended', async () => {
    const fake = await startFakePush(Date.now);
    fake.become('gone');
    const sent = await openWith(webpush, fake.settings, createFakeClock()).send(aMessage(fake.address));
    expect(sent).toEqual({ ok: false, kind: 'never', why: 'the subscription has ended (HTTP 410)' });
    await fake.stop();
  });

  it('cannot be set up with keys that are none', async () => {
    const settings = { subject: 'mailto:noc@example.com', publicKey: 'abcd', privateKey: 'efgh' };
    expect(() => openWith(webpush, settings, createFakeClock())).toThrow(/key/i);
  });
});
