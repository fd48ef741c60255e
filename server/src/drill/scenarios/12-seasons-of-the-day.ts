import type { Scenario } from '../scenario.ts';

export const seasonsOfTheDay: Scenario = {
  number: 12,
  name: 'seasons-of-the-day',
  title: { zh: '随气温日变化', en: 'Levels follow the day' },
  about: {
    zh: '一个乡镇的电平随气温每天起伏 1.5 dB：基线应当吸收，不告警。',
    en: 'The levels of a township follow the temperature of the day by 1.5 dB: the baseline absorbs it, no alarm.',
  },
  devices: 200,
  minutes: 5 * 1_440,
  places: {
    hub: { kind: ['hub'], atLeast: 20 },
    boxes: { in: 'hub', class: ['stb'] },
  },
  steps: [{ atMin: 0, do: 'daily', where: 'boxes', metric: 'dvbc.level_dbuv', amplitude: 1.5 }],
  noise: { lost: 0.001 },
  expect: [],
};
