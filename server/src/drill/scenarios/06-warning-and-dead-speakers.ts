import type { Scenario } from '../scenario.ts';

export const warningAndDeadSpeakers: Scenario = {
  number: 6,
  name: 'warning-and-dead-speakers',
  title: { zh: '红色预警下的哑村', en: 'Red warning, dead speakers' },
  about: {
    zh: '三个村的大喇叭在十分钟内先后失联，而家庭终端正常：每一只都必须有人知道。',
    en: 'In three villages the loudspeakers fall silent within ten minutes while the terminals are fine: each of them must be known.',
  },
  devices: 2_000,
  minutes: 60,
  places: {
    villageA: { kind: ['pon', 'optical_node'], atLeast: 3, counting: ['eb_speaker'] },
    villageB: {
      kind: ['pon', 'optical_node'],
      atLeast: 3,
      counting: ['eb_speaker'],
      apartFrom: ['villageA'],
    },
    villageC: {
      kind: ['pon', 'optical_node'],
      atLeast: 3,
      counting: ['eb_speaker'],
      apartFrom: ['villageA', 'villageB'],
    },
    speakersA: { in: 'villageA', class: ['eb_speaker'] },
    speakersB: { in: 'villageB', class: ['eb_speaker'] },
    speakersC: { in: 'villageC', class: ['eb_speaker'] },
  },
  steps: [
    { atMin: 15, do: 'power-off', where: 'speakersA', gasps: 0, overS: 600 },
    { atMin: 15, do: 'power-off', where: 'speakersB', gasps: 0, overS: 600 },
    { atMin: 15, do: 'power-off', where: 'speakersC', gasps: 0, overS: 600 },
  ],
  expect: [
    { type: 'any', at: ['speakersA', 'villageA'], afterMin: 15, openWithinS: 900, many: true },
    { type: 'any', at: ['speakersB', 'villageB'], afterMin: 15, openWithinS: 900, many: true },
    { type: 'any', at: ['speakersC', 'villageC'], afterMin: 15, openWithinS: 900, many: true },
  ],
};
