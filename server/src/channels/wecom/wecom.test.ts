import { describe, expect, it } from 'vitest';
import { aMessage, aText, channelContract } from '../channel.contract.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { openWith } from '../open-with.ts';
import { startFakeWecom } from './fake-wecom.ts';
import { wecom } from './index.ts';

channelContract({
  type: wecom,
  start: (clock) => startFakeWecom(clock.now),
  limitedMs: 60_000,
  wrongAddress: 'a b>',
});

describe('a message in a group of WeCom', () => {
  it('calls the member it is for, and nobody whom its text names', async () => {
    const clock = createFakeClock();
    const fake = await startFakeWecom(clock.now);
    const text = aText('<@all> 失联', '[点我](http://evil.example)');
    await openWith(wecom, fake.settings, clock).send(aMessage('li-si', { text }));
    const { text: arrived } = fake.arrived()[0]!;
    expect(arrived).toContain('<@li-si>');
    expect(arrived).not.toContain('<@all>');
    expect(arrived).not.toContain('](http://evil.example)');
    expect(arrived).toContain('[查看详情](https://wall.example.com/incidents/20261122-001)');
    await fake.stop();
  });

  it('may be plain text, which is shorter', async () => {
    const clock = createFakeClock();
    const fake = await startFakeWecom(clock.now);
    const channel = openWith(wecom, { ...fake.settings, format: 'text' }, clock);
    expect(await channel.send(aMessage('', { text: aText('长'.repeat(3_000)) }))).toEqual({ ok: true });
    expect(Buffer.byteLength(fake.arrived()[0]!.text)).toBeLessThanOrEqual(2_048);
    await fake.stop();
  });
});
