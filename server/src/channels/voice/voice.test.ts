import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { aMessage, channelContract } from '../channel.contract.ts';
import { startFakeGateway } from '../fake-gateway.ts';
import { openWith } from '../open-with.ts';
import { voice } from './index.ts';

channelContract({
  type: voice,
  start: () => startFakeGateway(100),
  limitedMs: 7_000,
  wrongAddress: '+86 138',
  titleOnly: true,
});

describe('a call', () => {
  it('reads the title out and nothing else', async () => {
    const fake = await startFakeGateway(100);
    await openWith(voice, fake.settings, createFakeClock()).send(aMessage('13800000000'));
    expect(fake.arrived()[0]!.text).toBe('石涧机房失联');
    await fake.stop();
  });
});
