import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { aMessage, channelContract } from '../channel.contract.ts';
import { openWith } from '../open-with.ts';
import { startFakeReceiver } from './fake-receiver.ts';
import { webhook } from './index.ts';

channelContract({
  type: webhook,
  start: startFakeReceiver,
  limitedMs: 17_000,
  wrongAddress: 'x'.repeat(129),
});

describe('a body as of Alertmanager', () => {
  it('ends with the same fingerprint with which it began', async () => {
    const fake = await startFakeReceiver();
    const channel = openWith(webhook, fake.settings, createFakeClock());
    await channel.send(aMessage('noc'));
    await channel.send(aMessage('noc', { key: 'm-2', about: 'recovered' }));
    const [opened, ended] = fake.bodies.map(({ alerts: [alert] }) => alert!);
    expect(opened).toMatchObject({ status: 'firing', endsAt: '0001-01-01T00:00:00Z' });
    expect(ended).toMatchObject({ status: 'resolved', endsAt: '2025-11-20T00:00:00.000Z' });
    expect(ended!.fingerprint).toBe(opened!.fingerprint);
    expect(ended!.labels).toEqual(opened!.labels);
    await fake.stop();
  });

  it('names a hundred incidents and counts the others', async () => {
    const fake = await startFakeReceiver();
    const incidents = Array.from({ length: 250 }, (_, i) => `i-${i}`);
    await openWith(webhook, fake.settings, createFakeClock()).send(aMessage('', { incidents }));
    expect(fake.bodies[0]!.alerts).toHaveLength(100);
    expect(fake.bodies[0]!.truncatedAlerts).toBe(150);
    await fake.stop();
  });
});
