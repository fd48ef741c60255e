import { channelContract } from '../channel.contract.ts';
import { startFakeGateway } from '../fake-gateway.ts';
import { sms } from './index.ts';

channelContract({
  type: sms,
  start: () => startFakeGateway(200),
  limitedMs: 7_000,
  wrongAddress: 'zhang@example.com',
});
