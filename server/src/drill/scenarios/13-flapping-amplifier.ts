import type { Scenario } from '../scenario.ts';

export const flappingAmplifier: Scenario = {
  number: 13,
  name: 'flapping-amplifier',
  title: { zh: '放大器时断时续', en: 'Flapping amplifier' },
  about: {
    zh: '一个节点每三分钟断一次、好一次，持续两小时：一个事件，标为抖动，最多开启两次。',
    en: 'A node goes down and comes back every three minutes for two hours: one incident, marked as flapping, opened twice at most.',
  },
  devices: 2_000,
  minutes: 190,
  places: { node: { kind: ['pon', 'optical_node', 'amplifier'], atLeast: 12 } },
  steps: [{ atMin: 15, do: 'flap', where: 'node', everyMin: 3, forMin: 120 }],
  expect: [{ type: 'outage', at: ['node'], afterMin: 15, openWithinS: 600, maxOpenings: 2 }],
};
