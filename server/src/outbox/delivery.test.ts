import type { OutboxMessage } from '@fengsui/config/contract';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openWith } from '../channels/open-with.ts';
import { startFakeReceiver } from '../channels/webhook/fake-receiver.ts';
import { webhook } from '../channels/webhook/index.ts';
import { startFakeWecom } from '../channels/wecom/fake-wecom.ts';
import { wecom } from '../channels/wecom/index.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createSender } from './sender.ts';
import { aWaiting } from './waiting-message.ts';

it('delivers sixty messages through a robot that takes twenty a minute, and never more than it takes', async () => {
  const clock = createFakeClock();
  const robot = await startFakeWecom(clock.now);
  const channels = new Map([['robot', openWith(wecom, robot.settings, clock)]]);
  const kept: OutboxMessage[] = [];
  const sender = createSender({
    ...{ channels: () => channels, clock, random: () => 0.5, log: pino({ level: 'silent' }) },
    keep: async (message) => void kept.push(message),
    gaveUp: () => undefined,
  });
  const start = clock.now();
  const numbers = Array.from({ length: 60 }, (_, i) => i);
  sender.add(numbers.map((i) => aWaiting({ id: `m-${i}`, person: `p-${i}`, ways: ['robot'], at: start })));
  for (const minute of [1, 2, 3]) {
    await expect.poll(() => kept.length).toBe(20 * minute);
    clock.pass(60_500);
  }
  expect(kept.map(({ state, tries }) => `${state} ${tries}`)).toEqual(numbers.map(() => 'sent 1'));
  expect(robot.arrived().map(({ key }) => key)).toEqual(numbers.map((i) => `m-${i}`));
  await sender.stop();
  await robot.stop();
});

it('goes by the webhook while the robot is broken, and says so', async () => {
  const clock = createFakeClock();
  const robot = await startFakeWecom(clock.now);
  const receiver = await startFakeReceiver();
  robot.become('refusing');
  const channels = new Map([
    ['robot', openWith(wecom, robot.settings, clock)],
    ['hook', openWith(webhook, receiver.settings, clock)],
  ]);
  const kept: OutboxMessage[] = [];
  const sender = createSender({
    ...{ channels: () => channels, clock, random: () => 0.5, log: pino({ level: 'silent' }) },
    keep: async (message) => void kept.push(message),
    gaveUp: () => undefined,
  });
  sender.add([aWaiting({ ways: ['robot', 'hook'], at: clock.now() })]);
  await expect.poll(() => kept.length).toBe(2);
  expect(kept[0]).toMatchObject({
    state: 'waiting',
    way: 1,
    lastError: expect.stringContaining('WeCom 93000'),
  });
  expect(kept[1]).toMatchObject({ state: 'sent', way: 1 });
  expect(receiver.arrived()).toMatchObject([{ key: 'm-1' }]);
  await sender.stop();
  await Promise.all([robot.stop(), receiver.stop()]);
});
