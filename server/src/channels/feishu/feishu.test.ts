import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { aMessage, channelContract } from '../channel.contract.ts';
import { startFakeHttp } from '../fake-http.ts';
import { openWith } from '../open-with.ts';
import { startFakeFeishu } from './fake-feishu.ts';
import { feishu } from './index.ts';

channelContract({
  type: feishu,
  start: (clock) => startFakeFeishu(clock.now),
  limitedMs: 10_000,
  wrongAddress: '<at>',
});

describe('a message in a group of Feishu', () => {
  it('waits as long as the platform says where it limits calls with a header of its own', async () => {
    const clock = createFakeClock();
    const http = await startFakeHttp(() => ({
      status: 400,
      headers: { 'x-ogw-ratelimit-reset': '52' },
      body: { code: 99991400, msg: 'request trigger frequency limit' },
    }));
    const channel = openWith(feishu, { url: `${http.origin}/open-apis/bot/v2/hook/x` }, clock);
    const sent = await channel.send(aMessage(''));
    expect(sent).toMatchObject({ kind: 'later', afterMs: 52_000, forAll: true });
    await http.stop();
  });

  it('has not arrived where the answer cannot be read, whatever its status', async () => {
    const clock = createFakeClock();
    const http = await startFakeHttp(() => ({ body: '<html>gateway</html>' }));
    const channel = openWith(feishu, { url: `${http.origin}/x` }, clock);
    expect(await channel.send(aMessage(''))).toMatchObject({ ok: false, kind: 'later' });
    await http.stop();
  });
});
