import type { Scenario } from '../scenario.ts';

export const fibreCut: Scenario = {
  number: 1,
  name: 'fibre-cut',
  title: { zh: '光缆被剪', en: 'Fibre cut' },
  about: {
    zh: '一个 PON 口的光缆被施工误剪 20 分钟，设备仍有电；其中两台机顶盒本来就关着，不计入。',
    en: 'The fibre of one PON is cut for 20 minutes, the devices stay powered; two of its boxes were off before and do not count.',
  },
  devices: 2_000,
  minutes: 50,
  places: {
    pon: { kind: ['pon', 'optical_node'], atLeast: 12 },
    off: { in: 'pon', class: ['stb'], count: 2 },
  },
  steps: [
    { atMin: -10, do: 'absent', where: 'off' },
    { atMin: 10, do: 'cut', where: 'pon' },
    { atMin: 30, do: 'restore', where: 'pon' },
  ],
  expect: [
    {
      type: 'outage',
      at: ['pon'],
      afterMin: 10,
      openWithinS: 75,
      cause: 'LINK',
      recoverBetweenMin: [30, 48],
      maxOpenings: 1,
    },
  ],
};
