import type { Scenario } from '../scenario.ts';

export const afterTheMatch: Scenario = {
  number: 4,
  name: 'after-the-match',
  title: { zh: '球赛后集中关机', en: 'After the match' },
  about: {
    zh: '球赛结束后五分钟内，全网四分之一机顶盒关机，部分会先告知待机：不是故障。',
    en: 'Within five minutes of the final a quarter of all boxes is switched off, some saying standby: nothing is wrong.',
  },
  devices: 2_000,
  minutes: 60,
  places: { boxes: { in: 'everywhere', class: ['stb'], share: 0.25 } },
  steps: [{ atMin: 15, do: 'switch-off', where: 'boxes', overMin: 5, announced: 0.3 }],
  expect: [],
};
