import type { Scenario } from '../scenario.ts';

export const monthlyTestMissed: Scenario = {
  number: 9,
  name: 'monthly-test-missed',
  title: { zh: '月度演练漏报', en: 'Monthly test missed' },
  about: {
    zh: '月度系统演练，三只终端没有报告：各须填写原因；演练不计入真实播发。',
    en: 'The monthly test: three terminals report nothing. Each needs a reason; a test never counts as a real emergency.',
  },
  devices: 2_000,
  minutes: 60,
  places: {
    speakers: { in: 'everywhere', class: ['eb_speaker'] },
    mute: { in: 'speakers', count: 3 },
  },
  steps: [
    { atMin: 15, do: 'play', where: 'speakers', ebmId: 'drill-9-1', type: 1, minutes: 3, mute: 'mute' },
  ],
  expect: [],
  campaigns: [{ ebmId: 'drill-9-1', targeted: 'speakers', mute: 'mute' }],
};
