import type { Scenario } from '../scenario.ts';

const DAY = 1_440;
const EVENING = 660;
const HOURS = 180;
/** On so many evenings; then something is done about it. */
const EVENINGS = [0, 1, 2, 3];
const LAST = 3 * DAY + EVENING + HOURS;

export const weakEvenings: Scenario = {
  number: 26,
  name: 'weak-evenings',
  title: { zh: '弱信号区', en: 'A weak area' },
  about: {
    zh: '同一光节点下的机顶盒每晚有三小时信号弱，四晚之后优化：第三晚起列为弱区，优化后连续24小时正常才解除。',
    en: 'The boxes under one node are weak for three hours every evening, for four evenings: a weak area from the third on, until 24 calm hours have passed.',
  },
  devices: 200,
  minutes: 5 * DAY + EVENING + HOURS,
  places: {
    node: { kind: ['splitter', 'amplifier'], atLeast: 6, counting: ['stb'] },
    boxes: { in: 'node', class: ['stb'] },
  },
  steps: EVENINGS.map((day) => ({
    atMin: day * DAY + EVENING,
    do: 'shift',
    where: 'boxes',
    metric: 'dvbc.mer_db',
    by: -12,
    forMin: HOURS,
  })),
  noise: { lost: 0.001 },
  expect: [
    {
      type: 'weak_area',
      at: ['node'],
      afterMin: EVENING,
      openWithinS: (2 * DAY + HOURS + 60) * 60,
      recoverBetweenMin: [LAST + DAY, LAST + DAY + 90],
      maxOpenings: 1,
    },
    // Levels that fall together are told as such on every evening.
    {
      type: 'weak_signal',
      at: ['node'],
      afterMin: EVENING,
      openWithinS: (3 * DAY + HOURS) * 60,
      optional: true,
      many: true,
    },
  ],
};
