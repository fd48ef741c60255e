import type { Scenario } from '../scenario.ts';

export const partialBackfill: Scenario = {
  number: 15,
  name: 'partial-backfill',
  title: { zh: '只补传了一部分', en: 'Only a part is sent later' },
  about: {
    zh: '回传断了 6 小时，缓存只留下最后 2 小时：其余 4 小时既不算好也不算坏，可用率给出上下限。',
    en: 'The backhaul is cut for 6 hours and the buffers hold the last 2: the other 4 are neither up nor down, availability has a range.',
  },
  devices: 1_000,
  minutes: 420,
  places: { village: { kind: ['pon', 'optical_node'], atLeast: 12 } },
  steps: [
    { atMin: 15, do: 'cut', where: 'village', keepMin: 120 },
    { atMin: 375, do: 'restore', where: 'village' },
  ],
  expect: [
    {
      type: 'outage',
      at: ['village'],
      afterMin: 15,
      openWithinS: 75,
      recoverBetweenMin: [375, 395],
      maxOpenings: 1,
    },
  ],
};
