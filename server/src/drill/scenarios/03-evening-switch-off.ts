import type { Scenario } from '../scenario.ts';

export const eveningSwitchOff: Scenario = {
  number: 3,
  name: 'evening-switch-off',
  title: { zh: '晚间关机', en: 'Evening switch-off' },
  about: {
    zh: '一个乡镇四成机顶盒在一小时内各自关机，光猫仍在线：不是故障。',
    en: 'Within an hour four in ten boxes of a township are switched off one by one, the optical terminals stay: nothing is wrong.',
  },
  devices: 2_000,
  minutes: 95,
  places: {
    hub: { kind: ['hub'], atLeast: 30 },
    boxes: { in: 'hub', class: ['stb'], share: 0.4 },
  },
  steps: [{ atMin: 15, do: 'switch-off', where: 'boxes', overMin: 60 }],
  expect: [],
};
