import type { Scenario } from '../scenario.ts';

export const theOnlyWitness: Scenario = {
  number: 23,
  name: 'the-only-witness',
  title: { zh: '唯一的探针失联', en: 'The only witness' },
  about: {
    zh: '一个村只有一只大喇叭在监测，它失联了：一条单设备告警，不说全村中断。',
    en: 'A village is watched by one loudspeaker alone, and it falls silent: an alarm for that device, not an outage of the village.',
  },
  devices: 600,
  minutes: 60,
  places: {
    village: { kind: ['pon', 'optical_node'], atLeast: 3 },
    witness: { in: 'village', class: ['eb_speaker'], count: 1 },
    unwatched: { in: 'village', but: ['witness'] },
  },
  steps: [
    { atMin: -10, do: 'absent', where: 'unwatched' },
    { atMin: 15, do: 'power-off', where: 'witness', gasps: 0 },
  ],
  expect: [{ type: 'device_down', at: ['witness'], afterMin: 15, openWithinS: 400 }],
};
