import type { Scenario } from '../scenario.ts';

export const serverStall: Scenario = {
  number: 20,
  name: 'server-stall',
  title: { zh: '接入停顿', en: 'Ingest stalls' },
  about: {
    zh: '十分钟内什么也没有送达，随后一并涌来：以采集时间判断，不补发一串误报。',
    en: 'For ten minutes nothing is delivered, then all of it at once: judged by when it was measured, no burst of late false alarms.',
  },
  devices: 2_000,
  minutes: 45,
  places: {},
  steps: [{ atMin: 15, do: 'stall', minutes: 10 }],
  expect: [{ type: 'platform', at: ['platform'], afterMin: 15, openWithinS: 900, optional: true }],
};
