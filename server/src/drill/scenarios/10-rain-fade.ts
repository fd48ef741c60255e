import type { Scenario } from '../scenario.ts';

export const rainFade: Scenario = {
  number: 10,
  name: 'rain-fade',
  title: { zh: '雨衰', en: 'Rain fade' },
  about: {
    zh: '一个乡镇的 MER 在 20 分钟内下降 10 dB，偶有失锁，40 分钟后恢复：一次天气劣化，不派工，不抖动。',
    en: 'The MER of a township falls by 10 dB within 20 minutes, with short unlocks, and is back after 40: one degradation by weather, no dispatch, no flapping.',
  },
  devices: 2_000,
  minutes: 140,
  places: {
    hub: { kind: ['hub'], atLeast: 20, counting: ['stb'] },
    boxes: { in: 'hub', class: ['stb'] },
  },
  steps: [
    { atMin: 60, do: 'shift', where: 'boxes', metric: 'dvbc.mer_db', by: -10, overMin: 20, forMin: 40 },
    { atMin: 80, do: 'say', where: 'boxes', metric: 'dvbc.lock', value: false, share: 0.1, forMin: 15 },
  ],
  expect: [
    {
      type: 'weak',
      at: ['hub', 'boxes'],
      afterMin: 60,
      openWithinS: 2_400,
      cause: 'WEATHER',
      maxOpenings: 1,
      many: false,
    },
  ],
};
