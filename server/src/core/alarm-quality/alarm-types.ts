import type { AlarmType, IncidentType } from '@fengsui/config/contract';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Row = Omit<AlarmType, 'type'>;

/**
 * What each kind of incident asks of people: what to do, what happens otherwise, and for how long it can
 * wait. The times are ours: the first response that is promised for an outage is an hour; what makes us blind
 * is sooner, what only gets worse slowly is a day.
 */
const TYPES: Readonly<Record<IncidentType, Row>> = {
  outage: {
    name: { zh: '中断', en: 'Outage' },
    action: {
      zh: '按定位的节点或区段派人抢修，并告知受影响小区',
      en: 'Send somebody to the node or stretch that is named; tell those who are cut off',
    },
    consequence: {
      zh: '用户持续无信号，应急广播无法送达，超过处置时限',
      en: 'Homes stay without signal, warnings do not reach them, promises are broken',
    },
    respondWithinMs: HOUR_MS,
  },
  device_down: {
    name: { zh: '设备失联', en: 'Device down' },
    action: {
      zh: '远程核查供电与链路，必要时派人到现场；预警期间改用人工通知',
      en: 'Check its power and link from afar, then on site; during a warning tell the village by other means',
    },
    consequence: {
      zh: '该点无人看守：大喇叭不响，机房失去监测',
      en: 'The place is unattended: its loudspeaker is mute, its site unwatched',
    },
    respondWithinMs: HOUR_MS,
  },
  weak_signal: {
    name: { zh: '信号劣化', en: 'Weak signal' },
    action: {
      zh: '查看劣化是否由天气引起；否则安排检修接头、放大器或光路',
      en: 'See whether it is the weather; otherwise have connectors, amplifiers or fibres seen to',
    },
    consequence: {
      zh: '画面卡顿或马赛克，继续劣化会中断',
      en: 'Pictures freeze or break up; if it goes on, they are lost',
    },
    respondWithinMs: 24 * HOUR_MS,
  },
  weak_area: {
    name: { zh: '信号弱区', en: 'Weak area' },
    action: {
      zh: '对照7×24热力图排期优化覆盖，并在优化后复测',
      en: 'Plan better coverage by its hours of the week, and measure again afterwards',
    },
    consequence: { zh: '同一片区反复投诉', en: 'The same streets complain again and again' },
    respondWithinMs: 48 * HOUR_MS,
  },
  power: {
    name: { zh: '供电', en: 'Power' },
    action: {
      zh: '联系供电部门，核对电池剩余时间，调度油机',
      en: 'Ask the power company, see how long batteries last, send a generator',
    },
    consequence: {
      zh: '电池耗尽后站点及其下所有用户中断',
      en: 'When batteries are empty, the site and everybody behind it is cut off',
    },
    respondWithinMs: HOUR_MS,
  },
  silent_speaker: {
    name: { zh: '有播无声', en: 'Silent loudspeaker' },
    action: {
      zh: '到现场检查功放与喇叭；修复前按未覆盖处理',
      en: 'Check amplifier and horn on site; count the village as not reached until then',
    },
    consequence: {
      zh: '平台显示播发成功，群众却听不到预警',
      en: 'The platform reports success while nobody hears the warning',
    },
    respondWithinMs: HOUR_MS,
  },
  duplicate_id: {
    name: { zh: '编号重复', en: 'Duplicate id' },
    action: {
      zh: '按两处地址找到设备，重新写入编号',
      en: 'Find both boxes by their addresses; give one a new id',
    },
    consequence: {
      zh: '两台设备互相顶替，两台的状态都不可信',
      en: 'Each hides the other; what is known of both is worth nothing',
    },
    respondWithinMs: 24 * HOUR_MS,
  },
  reported: {
    name: { zh: '报障', en: 'Reported' },
    action: {
      zh: '与报障人核实地点和现象，派人查看',
      en: 'Ask whoever reported it what and where it is; send somebody to look',
    },
    consequence: {
      zh: '设备看不到的故障无人处理，用户只能再次投诉',
      en: 'What no device sees stays broken, and people have to complain again',
    },
    respondWithinMs: HOUR_MS,
  },
  platform: {
    name: { zh: '平台自身', en: 'The platform itself' },
    action: {
      zh: '按所列部件恢复服务：消息代理、数据库、时钟或网络',
      en: 'Bring back the part that is named: broker, store, clock or network',
    },
    consequence: {
      zh: '系统失明，期间的故障无人知道',
      en: 'The system is blind: what breaks meanwhile is known to nobody',
    },
    respondWithinMs: 10 * MINUTE_MS,
  },
};

/** Every kind of alarm, as people read it. */
export const ALARM_TYPES: readonly AlarmType[] = (Object.entries(TYPES) as [IncidentType, Row][]).map(
  ([type, row]) => ({ type, ...row }),
);

export const alarmType = (type: IncidentType): AlarmType => ({ type, ...TYPES[type] });
