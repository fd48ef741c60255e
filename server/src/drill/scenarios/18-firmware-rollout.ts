import type { Scenario } from '../scenario.ts';

export const firmwareRollout: Scenario = {
  number: 18,
  name: 'firmware-rollout',
  title: { zh: '固件升级重启潮', en: 'Firmware rollout' },
  about: {
    zh: '先灰度 5%，再在 20 分钟内重启其余全部光猫，均事先告知并带新版本返回：不是故障。',
    en: 'A canary of 5 %, then all other optical terminals reboot within 20 minutes; all say so and come back with the new version: nothing is wrong.',
  },
  devices: 2_000,
  minutes: 80,
  places: {
    canary: { in: 'everywhere', class: ['onu'], share: 0.05 },
    others: { in: 'everywhere', class: ['onu'], but: ['canary'] },
  },
  steps: [
    { atMin: 15, do: 'reboot', where: 'canary', overMin: 5, reason: 'upgrade', firmware: '1.5.0' },
    { atMin: 30, do: 'reboot', where: 'others', overMin: 20, reason: 'upgrade', firmware: '1.5.0' },
  ],
  expect: [],
};
