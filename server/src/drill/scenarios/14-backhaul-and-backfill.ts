import type { Scenario } from '../scenario.ts';

export const backhaulAndBackfill: Scenario = {
  number: 14,
  name: 'backhaul-and-backfill',
  title: { zh: '回传中断后补传', en: 'Backhaul cut, all sent later' },
  about: {
    zh: '一个村的回传断了 6 小时，探针照常测量，恢复后全部补传：这段改记为看不见，不计中断分钟。',
    en: 'A village loses its backhaul for 6 hours while its probes keep measuring; all of it comes afterwards: the gap was blindness, no minute of outage remains.',
  },
  devices: 1_000,
  minutes: 420,
  places: { village: { kind: ['pon', 'optical_node'], atLeast: 12 } },
  steps: [
    { atMin: 15, do: 'cut', where: 'village', keepMin: 600 },
    { atMin: 375, do: 'restore', where: 'village' },
  ],
  expect: [
    {
      type: 'outage',
      at: ['village'],
      afterMin: 15,
      openWithinS: 75,
      cause: 'BACKHAUL',
      recoverBetweenMin: [375, 395],
      maxOpenings: 1,
    },
  ],
};
