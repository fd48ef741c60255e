import type { Scenario } from '../scenario.ts';

const DAY_MIN = 1_440;
const DAYS = [0, 1, 2];

export const springFestival: Scenario = {
  number: 21,
  name: 'spring-festival',
  title: { zh: '春节返乡', en: 'Spring Festival' },
  about: {
    zh: '返乡使机顶盒多出 15%，收视习惯改变，夜夜成片关机：没有弱区，也没有中断。',
    en: 'People come home: 15 % more boxes, other habits, and every night whole villages switch off. No weak area, no outage.',
  },
  devices: 400,
  minutes: DAYS.length * DAY_MIN,
  places: {
    boxes: { in: 'everywhere', class: ['stb'] },
    returning: { in: 'boxes', share: 0.15 },
    nightly: { in: 'boxes', share: 0.6, but: ['returning'] },
  },
  steps: [
    { atMin: -10, do: 'absent', where: 'returning' },
    { atMin: 0.5 * DAY_MIN, do: 'switch-on', where: 'returning', overMin: DAY_MIN },
    ...DAYS.flatMap((day) => [
      {
        atMin: (day + 0.6) * DAY_MIN,
        do: 'switch-off',
        where: 'nightly',
        overMin: 60,
        announced: 0.2,
      } as const,
      { atMin: (day + 0.9) * DAY_MIN, do: 'switch-on', where: 'nightly', overMin: 90 } as const,
    ]),
  ],
  noise: { lost: 0.001 },
  expect: [],
};
