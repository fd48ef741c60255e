import type { Scenario } from '../scenario.ts';

export const playCampaign: Scenario = {
  number: 8,
  name: 'play-campaign',
  title: { zh: '播发与到达率', en: 'Play campaign' },
  about: {
    zh: '全部大喇叭播发一次：2% 报告失败，4% 没有报告。没有报告不算到达，逐一列出。',
    en: 'All loudspeakers play once: 2 % report failure, 4 % report nothing. No report is not a success, and they are listed.',
  },
  devices: 2_000,
  minutes: 60,
  places: {
    speakers: { in: 'everywhere', class: ['eb_speaker'] },
    failing: { in: 'speakers', share: 0.02 },
    mute: { in: 'speakers', share: 0.04, but: ['failing'] },
  },
  steps: [
    {
      atMin: 15,
      do: 'play',
      where: 'speakers',
      ebmId: 'drill-8-1',
      type: 4,
      minutes: 5,
      failing: 'failing',
      mute: 'mute',
    },
  ],
  expect: [],
  campaigns: [{ ebmId: 'drill-8-1', targeted: 'speakers', failing: 'failing', mute: 'mute' }],
};
