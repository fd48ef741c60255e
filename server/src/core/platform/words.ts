import type { Words } from '@fengsui/config/contract';
import type { BlindReason } from '../device/event.ts';
import type { PartName } from './parts.ts';

/** What is told of a time in which nobody is judged. */
export const BLIND_WORDS: Readonly<Record<BlindReason, Words>> = {
  broker_link_lost: {
    zh: '服务器与消息代理的连接中断，期间不作任何停机判断',
    en: 'The server has lost its broker; until it is back nobody is judged',
  },
  server_restarted: {
    zh: '服务器刚刚启动，等待设备重新上报',
    en: 'The server has just started and waits to hear from everybody',
  },
  ingest_lag: {
    zh: '消息到达严重滞后，暂停判断，待积压消化后恢复',
    en: 'Messages arrive far too late; nobody is judged until the backlog is gone',
  },
  stalled: {
    zh: '服务器一度停顿，所有时限顺延',
    en: 'The server stood still for a while; all due times move on',
  },
  nothing_heard: {
    zh: '全部设备同时无上报：总前端中断，或平台自身收不到消息；恢复上报前不作停机判断',
    en: 'Every device fell silent at once: the head-end is out, or nothing reaches us; until somebody is heard nobody is judged',
  },
  mass_loss: {
    zh: '大量设备同时失联但没有共同的上级节点，疑为平台自身故障，暂停判断',
    en: 'Very many devices fell silent at once without a common node: our own side is suspected, nobody is judged',
  },
  intake_blocked: {
    zh: '本机日志无法写入，暂不接收消息（由采集端保存待补），期间不作停机判断',
    en: 'The journal cannot be written, so nothing is taken in (the probes keep it); until then nobody is judged',
  },
};

/** What is told of a part that does not do its work. */
export const PART_WORDS: Readonly<Record<PartName, Words>> = {
  broker: {
    zh: '服务器连接不上消息代理，收不到任何上报',
    en: 'The server cannot reach its broker and hears nobody',
  },
  series: {
    zh: '时序库不可用或跟不上，数据暂存本机磁盘，判断照常进行',
    en: 'The series store is away or too slow: what comes waits on this disk, judgement goes on',
  },
  ledger: {
    zh: '台账无法写入，判断结果暂存内存，判断照常进行',
    en: 'The ledger cannot be written: what is decided waits in memory, judgement goes on',
  },
  journal: BLIND_WORDS.intake_blocked,
  outbox: {
    zh: '通知发不出去，值班人员可能不知情',
    en: 'Messages cannot be delivered: those on duty may not know',
  },
  warnings: {
    zh: '预警来源不可用，收不到新的预警',
    en: 'Warnings of others do not come in',
  },
};

export function together(all: readonly Words[]): Words {
  return { zh: all.map(({ zh }) => zh).join('；'), en: all.map(({ en }) => en).join('. ') };
}
