import type { Scenario } from '../scenario.ts';

export const cutOverOverruns: Scenario = {
  number: 22,
  name: 'cut-over-overruns',
  title: { zh: '割接超时', en: 'Cut-over overruns' },
  about: {
    zh: '计划割接 40 分钟，机房提前断开，到点 30 分钟后才恢复：窗口内不报，到点仍未恢复的开一个事件。',
    en: 'A cut-over of 40 minutes is planned; the hub is back 30 minutes late: silence until the window ends, then one incident for the overrun.',
  },
  devices: 2_000,
  minutes: 110,
  places: { hub: { kind: ['hub'], atLeast: 30 } },
  steps: [
    { atMin: 17, do: 'cut', where: 'hub' },
    { atMin: 85, do: 'restore', where: 'hub' },
  ],
  maintenance: [{ where: 'hub', fromMin: 15, toMin: 55 }],
  expect: [
    {
      type: 'outage',
      at: ['hub'],
      afterMin: 55,
      openWithinS: 60,
      recoverBetweenMin: [85, 105],
      maxOpenings: 1,
    },
  ],
};
