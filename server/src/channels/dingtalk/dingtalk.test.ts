import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { aMessage, channelContract } from '../channel.contract.ts';
import { openWith } from '../open-with.ts';
import { startFakeDingtalk } from './fake-dingtalk.ts';
import { dingtalk } from './index.ts';

channelContract({
  type: dingtalk,
  start: (clock) => startFakeDingtalk(clock.now),
  limitedMs: 600_000,
  wrongAddress: '138 0000',
});

describe('a message in a group of DingTalk', () => {
  it('is signed with the time at which it is sent', async () => {
    const clock = createFakeClock();
    const fake = await startFakeDingtalk(clock.now);
    const channel = openWith(dingtalk, fake.settings, clock);
    expect(await channel.send(aMessage(''))).toEqual({ ok: true });
    clock.pass(2 * 3_600_000);
    expect(await channel.send(aMessage(''))).toEqual({ ok: true });
    await fake.stop();
  });

  it('is for good where the robot asks for a signature and none is set', async () => {
    const clock = createFakeClock();
    const fake = await startFakeDingtalk(clock.now);
    const { secret: _, ...unsigned } = fake.settings;
    const sent = await openWith(dingtalk, unsigned, clock).send(aMessage(''));
    expect(sent).toMatchObject({
      kind: 'never',
      why: expect.stringContaining('DingTalk 310000: sign not match'),
    });
    await fake.stop();
  });
});
