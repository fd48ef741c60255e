import type { Scenario } from '../scenario.ts';

export const duplicateIds: Scenario = {
  number: 17,
  name: 'duplicate-ids',
  title: { zh: '编号重复', en: 'Duplicate ids' },
  about: {
    zh: '克隆镜像使两台设备同号，互相顶下线：隔离并说明，既不算在线也不算离线，也不报抖动。',
    en: 'Two boxes from one image have the same id and push each other out: quarantined and named, neither online nor offline, and not called flapping.',
  },
  devices: 600,
  minutes: 70,
  places: { cloned: { in: 'everywhere', class: ['onu'], count: 1 } },
  steps: [{ atMin: 15, do: 'twin', where: 'cloned', forMin: 40, everyS: 45 }],
  expect: [{ type: 'duplicate_id', at: ['cloned'], afterMin: 15, openWithinS: 600, maxOpenings: 1 }],
};
