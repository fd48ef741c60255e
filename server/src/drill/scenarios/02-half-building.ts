import type { Scenario } from '../scenario.ts';

export const halfBuilding: Scenario = {
  number: 2,
  name: 'half-building',
  title: { zh: '半栋楼中断', en: 'Half a building' },
  about: {
    zh: '同一分光器下过半设备中断 40 分钟，其余正常：是部分中断，不是分光器整体中断。',
    en: 'Just over half of the devices behind one splitter are cut off for 40 minutes, the others are fine: partial, never the whole.',
  },
  devices: 2_000,
  minutes: 80,
  places: {
    tap: { kind: ['splitter', 'amplifier', 'tap'], atLeast: 8 },
    half: { in: 'tap', share: 0.6 },
  },
  steps: [
    { atMin: 15, do: 'cut', where: 'half' },
    { atMin: 55, do: 'restore', where: 'half' },
  ],
  expect: [{ type: 'outage', at: ['tap'], afterMin: 15, openWithinS: 420, maxOpenings: 1 }],
};
