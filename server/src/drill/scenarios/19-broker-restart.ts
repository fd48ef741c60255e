import type { Scenario } from '../scenario.ts';

export const brokerRestart: Scenario = {
  number: 19,
  name: 'broker-restart',
  title: { zh: '消息中间件重启', en: 'Broker restart' },
  about: {
    zh: '中间件停 60 秒，恢复后吐出所有旧遗嘱，设备在 90 秒内错峰重连：只允许一条平台告警。',
    en: 'The broker is gone for 60 seconds, then tells every old will while everybody reconnects within 90: one platform alarm at most.',
  },
  devices: 2_000,
  minutes: 40,
  places: {},
  steps: [{ atMin: 15, do: 'broker-restart', downS: 60, backS: 90 }],
  expect: [{ type: 'platform', at: ['platform'], afterMin: 15, openWithinS: 120, optional: true }],
};
