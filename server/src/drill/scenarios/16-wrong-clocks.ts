import type { Scenario } from '../scenario.ts';

export const wrongClocks: Scenario = {
  number: 16,
  name: 'wrong-clocks',
  title: { zh: '时钟错误', en: 'Wrong clocks' },
  about: {
    zh: '一些设备快 8 小时（把本地时间当作 UTC），一些回到 2000 年，一些慢 40 秒：用服务器时间，不产生任何故障。',
    en: 'Some devices are 8 hours ahead (local time sent as UTC), some back in 2000, some 40 seconds slow: server time is used, nothing is wrong.',
  },
  devices: 1_000,
  minutes: 60,
  places: {
    eightHours: { in: 'everywhere', share: 0.05 },
    millennium: { in: 'everywhere', share: 0.05, but: ['eightHours'] },
    slow: { in: 'everywhere', share: 0.05, but: ['eightHours', 'millennium'] },
  },
  steps: [
    { atMin: 15, do: 'set-clock', where: 'eightHours', offsetMs: 8 * 3_600_000 },
    { atMin: 15, do: 'set-clock', where: 'millennium', to: 946_684_800_000 },
    { atMin: 15, do: 'set-clock', where: 'slow', offsetMs: -40_000 },
  ],
  expect: [],
};
