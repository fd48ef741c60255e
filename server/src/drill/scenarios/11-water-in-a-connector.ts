import type { Scenario } from '../scenario.ts';

export const waterInAConnector: Scenario = {
  number: 11,
  name: 'water-in-a-connector',
  title: { zh: '接头进水', en: 'Water in a connector' },
  about: {
    zh: '两周平稳之后，同一光节点下机顶盒的 MER 每天下降 0.15 dB：在越过弱信号门限之前就应发现漂移。',
    en: 'After two quiet weeks the boxes under one node lose 0.15 dB of MER a day: the drift is found before any is called weak.',
  },
  devices: 100,
  minutes: 25 * 1_440,
  places: {
    node: { kind: ['splitter', 'amplifier'], atLeast: 5, counting: ['stb'] },
    boxes: { in: 'node', class: ['stb'] },
  },
  steps: [
    {
      atMin: 14 * 1_440,
      do: 'shift',
      where: 'boxes',
      metric: 'dvbc.mer_db',
      by: -0.15 * 11,
      overMin: 11 * 1_440,
    },
  ],
  noise: { lost: 0.001 },
  expect: [
    { type: 'weak', at: ['node', 'boxes'], afterMin: 14 * 1_440, openWithinS: 9 * 86_400, many: true },
  ],
};
