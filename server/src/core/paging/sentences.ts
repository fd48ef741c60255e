import type { PageFact, StageVerdict, Words } from '@fengsui/config/contract';
import type { Because, TimeText } from './stage.ts';
import { OF_INCIDENTS, OF_PERSONS } from './stages.ts';

type Sentence = (because: Because, time: TimeText) => Words;

const REASONS: ReadonlyMap<string, Readonly<Record<string, Sentence>>> = new Map(
  [...OF_INCIDENTS, ...OF_PERSONS].map(({ name, reasons }) => [name, reasons]),
);

/** What one stage said, as a sentence. A stage or a reason that is not known any more is named as it was kept. */
export function verdictWords({ stage, because }: StageVerdict, time: TimeText): Words {
  return sentence(REASONS.get(stage), because, time) ?? unknown(`${stage}: ${String(because['reason'])}`);
}

/** What came of it in the end; where a stage ended it, what that one said. */
export function decisionWords({ change, because, verdicts }: PageFact, time: TimeText): Words {
  const known = sentence(DECISIONS, because, time);
  if (known) return known;
  const last = verdicts.at(-1);
  return last && last.because['reason'] === because['reason']
    ? verdictWords(last, time)
    : CHANGES[change](because, time);
}

const dueOf = (because: Because, time: TimeText): string =>
  time(Number(because['dueAt'] ?? because['until']));

/** Of what the pager decides, and of what ends a call from outside. */
export const DECISIONS: Readonly<Record<string, Sentence>> = {
  goes_at_once: () => ({ zh: '立即发送', en: 'sent at once' }),
  goes_into_digest: (because, time) => ({
    zh: `并入 ${dueOf(because, time)} 的汇总消息`,
    en: `goes into the digest of ${dueOf(because, time)}`,
  }),
  held: (because, time) => ({
    zh: `暂缓至 ${dueOf(because, time)}`,
    en: `held until ${dueOf(because, time)}`,
  }),
  joins_its_opening: () => ({
    zh: '发生的消息尚未发出，与恢复一并告知',
    en: 'its opening has not gone out yet: told together',
  }),
  nobody_on_duty: () => ({ zh: '无人值班，立即升级', en: 'nobody is on duty: escalates at once' }),
  no_way: () => ({ zh: '无法联系此人，立即升级', en: 'no way to this person: escalates at once' }),
  no_way_for_severity: () => ({
    zh: '此人不接收该级别，若无他人则立即升级',
    en: 'no way for this severity: escalates at once where nobody else is reached',
  }),
  nobody_was_told: () => ({
    zh: '发生时没有告知任何人，恢复也不告知',
    en: 'nobody was told that it opened, so nobody is told that it recovered',
  }),
  recovered_before_anybody_was_called: () => ({
    zh: '呼叫之前已恢复',
    en: 'recovered before anybody was called',
  }),
  came_back_before_it_was_told: () => ({
    zh: '恢复消息发出前又复发，不再告知恢复',
    en: 'came back before its recovery was told',
  }),
  over: () => ({ zh: '等待期间已结束', en: 'was over before its time to be told' }),
  acknowledged: () => ({ zh: '已有人签收，不再呼叫', en: 'somebody has acknowledged it' }),
  closed: () => ({ zh: '事件已关闭', en: 'the incident is closed' }),
  merged: () => ({ zh: '已并入其他事件', en: 'it is part of another incident' }),
  too_many_incidents: () => ({
    zh: '事件过多，请看事件列表',
    en: 'too many incidents; see the list of incidents',
  }),
  too_many_for_one_message: (because, time) => ({
    zh: `一条消息装不下，并入 ${dueOf(because, time)} 的汇总`,
    en: `too many for one message: goes into the digest of ${dueOf(because, time)}`,
  }),
};

/** Where the reason is not one of ours: what a channel or a person said is shown as it is. */
const CHANGES: Readonly<Record<PageFact['change'], Sentence>> = {
  decided: () => ({ zh: '不再呼叫，原因见依据', en: 'not called any more; the reason is in the evidence' }),
  held: () => ({ zh: '暂缓', en: 'held' }),
  sent: () => ({ zh: '已送达通道', en: 'delivered to the channel' }),
  failed: () => ({ zh: '发送失败，将重试', en: 'could not be sent; will be tried again' }),
  gave_up: () => ({ zh: '所有联系方式都失败，已放弃并升级', en: 'every way failed: given up and escalated' }),
};

function sentence(
  of: Readonly<Record<string, Sentence>> | undefined,
  because: Because,
  time: TimeText,
): Words | undefined {
  const reason = because['reason'];
  if (typeof reason !== 'string' || !of || !Object.hasOwn(of, reason)) return undefined;
  return of[reason]?.(because, time);
}

function unknown(text: string): Words {
  return { zh: text, en: text };
}
