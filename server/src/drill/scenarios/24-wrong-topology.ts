import type { Scenario } from '../scenario.ts';

export const wrongTopology: Scenario = {
  number: 24,
  name: 'wrong-topology',
  title: { zh: '拓扑登记有误', en: 'Wrong topology' },
  about: {
    zh: '六台终端登记在甲 PON，实际接在乙 PON；乙中断时它们一同失联：乙一个事件，不是两个。',
    en: 'Six terminals are on file under one PON and hang on another; when that is cut they go with it: one incident, not two.',
  },
  devices: 2_000,
  minutes: 60,
  places: {
    broken: { kind: ['pon', 'optical_node'], atLeast: 12 },
    other: { kind: ['pon', 'optical_node'], atLeast: 12, apartFrom: ['broken'] },
    strays: { in: 'other', class: ['onu', 'stb'], count: 6 },
  },
  steps: [
    { atMin: 15, do: 'cut', where: 'broken' },
    { atMin: 15, do: 'cut', where: 'strays' },
  ],
  expect: [{ type: 'outage', at: ['broken'], afterMin: 15, openWithinS: 75 }],
};
