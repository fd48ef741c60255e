import type { Scenario } from '../scenario.ts';

export const silentSpeaker: Scenario = {
  number: 7,
  name: 'silent-speaker',
  title: { zh: '有播无声', en: 'Silent speaker' },
  about: {
    zh: '全村大喇叭每 20 分钟播一次；第四次时有一只报告正在工作、结果成功，功放电流却只有 0.05 A：最危险的故障。',
    en: 'A village plays every 20 minutes; the fourth time one speaker says that it works and that it succeeded, yet its amplifier draws 0.05 A: the most dangerous fault.',
  },
  devices: 600,
  minutes: 100,
  places: {
    village: { kind: ['pon', 'optical_node'], atLeast: 3, counting: ['eb_speaker'] },
    speakers: { in: 'village', class: ['eb_speaker'] },
    mute: { in: 'speakers', count: 1 },
  },
  steps: [
    { atMin: 10, do: 'play', where: 'speakers', ebmId: 'drill-7-1', type: 5, minutes: 10 },
    { atMin: 30, do: 'play', where: 'speakers', ebmId: 'drill-7-2', type: 5, minutes: 10 },
    { atMin: 50, do: 'play', where: 'speakers', ebmId: 'drill-7-3', type: 5, minutes: 10 },
    { atMin: 70, do: 'play', where: 'speakers', ebmId: 'drill-7-4', type: 5, minutes: 15 },
    { atMin: 71, do: 'say', where: 'mute', metric: 'pwr.amp_a', value: 0.05, forMin: 29 },
  ],
  expect: [{ type: 'silent_speaker', at: ['mute'], afterMin: 70, openWithinS: 600 }],
};
