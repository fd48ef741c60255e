import type { Words } from '@fengsui/config/contract';
import type { Measure } from './cut.ts';
import { cut } from './cut.ts';
import type { Language } from './field.ts';
import type { ChannelMessage } from './port.ts';

/** What a robot's people know us by; it may be set as the keyword that the robot asks for. */
const SIGN: Words = { zh: '【烽燧】', en: '[Fengsui] ' };
/** What a link is called. */
export const OPEN: Words = { zh: '查看详情', en: 'Open' };
const NUMBER: Words = { zh: '编号', en: 'No.' };

export interface Room {
  limit: number;
  measure: Measure;
  language: Language;
}

export function titleOf({ text }: ChannelMessage, language: Language): string {
  return SIGN[language] + oneLine(text.title[language]);
}

export function linesOf({ text }: ChannelMessage, language: Language): string[] {
  return text.lines.map((line) => oneLine(line[language])).filter((line) => line !== '');
}

/** People see by it that a message came twice. */
export function numberOf({ key }: ChannelMessage, language: Language): string {
  return `${NUMBER[language]} ${key}`;
}

/** A head that may be cut and a tail that may not: links are of no use in part. */
export function fit(head: string, tail: readonly string[], { limit, measure, language }: Room): string {
  const end = tail.map((line) => `\n${line}`).join('');
  const room = limit - measure(end);
  return room > 0 ? cut(head, room, measure, language) + end : cut(head, limit, measure, language);
}

/** Title, lines, link, number. */
export function plainText(message: ChannelMessage, room: Room): string {
  const head = [titleOf(message, room.language), ...linesOf(message, room.language)].join('\n');
  const link = message.link === undefined ? [] : [message.link];
  return fit(head, [...link, numberOf(message, room.language)], room);
}

const WIDE: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '#': '＃',
  '!': '！',
  '~': '～',
  '\\': '＼',
};

/**
 * As it stands, whatever it holds: names of places and words of customers must neither call people nor show a
 * link as something else. The dialects of the robots know no escapes, so that their signs become wide ones.
 */
export function plainInMarkdown(text: string): string {
  return text.replaceAll(/[<>[\]*`#!~\\]/g, (sign) => WIDE[sign] ?? sign);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
