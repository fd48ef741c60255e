import type { IncidentType, Json, Stage, Words } from '@fengsui/config/contract';
import { Severity } from '@fengsui/config/contract';
import type { CallKind } from '../model.ts';

/** The words of the wall, so that a page and the wall say the same. */
export const SEVERITIES: Readonly<Record<Severity, Words>> = {
  critical: { zh: '紧急', en: 'Critical' },
  major: { zh: '重要', en: 'Major' },
  minor: { zh: '次要', en: 'Minor' },
  warning: { zh: '预警', en: 'Warning' },
  info: { zh: '提示', en: 'Info' },
};

export const TYPES: Readonly<Record<IncidentType, Words>> = {
  outage: { zh: '中断', en: 'outage' },
  device_down: { zh: '设备失联', en: 'device silent' },
  weak_signal: { zh: '信号弱', en: 'weak signal' },
  weak_area: { zh: '弱信号区', en: 'weak area' },
  power: { zh: '供电异常', en: 'power' },
  silent_speaker: { zh: '大喇叭失声', en: 'speaker silent' },
  duplicate_id: { zh: '设备编号重复', en: 'duplicate id' },
  platform: { zh: '平台异常', en: 'platform' },
  reported: { zh: '用户报障', en: 'reported' },
};

export const STAGES: Readonly<Record<Stage, Words>> = {
  detected: { zh: '未签收', en: 'not acknowledged' },
  acknowledged: { zh: '已签收', en: 'acknowledged' },
  dispatched: { zh: '已派单', en: 'dispatched' },
  restored: { zh: '已修复', en: 'restored' },
  fed_back: { zh: '已回访', en: 'fed back' },
  closed: { zh: '已关闭', en: 'closed' },
};

/** As a stage wrote it down; itself where it is none of ours. */
export function severityWords(value: Json | undefined): Words {
  const known = Severity.safeParse(value);
  return known.success ? SEVERITIES[known.data] : { zh: String(value), en: String(value) };
}

/** What a message is about; nothing to say where it is simply there. */
export const ABOUT: Readonly<Record<CallKind, Words>> = {
  opened: { zh: '', en: '' },
  worse: { zh: '加重', en: 'worse' },
  escalated: { zh: '升级', en: 'escalated' },
  reopened: { zh: '复发', en: 'came back' },
  ack_expired: { zh: '签收超时', en: 'acknowledgement expired' },
  recovered: { zh: '已恢复', en: 'recovered' },
  undelivered: { zh: '未送达他人', en: 'others not reached' },
};

export const OPENED_AND_RECOVERED: Words = { zh: '发生后已恢复', en: 'opened and recovered' };
/** It never was as it seemed, or ended without a recovery. */
export const CLOSED: Words = { zh: '已关闭', en: 'closed' };
/** Its trouble goes on under another number. */
export const MERGED: Words = { zh: '已并入其他事件', en: 'part of another' };
