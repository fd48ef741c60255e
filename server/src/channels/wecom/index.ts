import { z } from 'zod';
import { inBytes } from '../cut.ts';
import type { Language } from '../field.ts';
import { field, language } from '../field.ts';
import type { ChannelMessage } from '../port.ts';
import { channelType } from '../port.ts';
import type { Codes } from '../robot.ts';
import { askRobot, robotUrl } from '../robot.ts';
import { OPEN, fit, linesOf, numberOf, plainInMarkdown, plainText, titleOf } from '../wording.ts';

const MAX_MARKDOWN_BYTES = 4_096;
const MAX_TEXT_BYTES = 2_048;
const MINUTE_MS = 60_000;

const CODES: Codes = {
  vendor: 'WeCom',
  limited: { 45009: MINUTE_MS, 45033: 5_000 },
  passing: [-1],
};

const settings = z.strictObject({
  url: robotUrl,
  format: field(z.enum(['markdown', 'text']).default('markdown'), {
    zh: '消息格式；微信里只显示纯文本消息',
    en: 'Form of messages; WeChat itself shows only plain text',
  }),
  language,
});

/** A robot in a group of WeCom (企业微信). */
export const wecom = channelType({
  type: 'wecom',
  name: { zh: '企业微信群机器人', en: 'WeCom group robot' },
  settings,
  address: field(z.string().regex(/^[A-Za-z0-9._@-]{0,64}$/, 'expected a user id, or nothing'), {
    zh: '要提醒的成员的账号（userid）；留空则只发到群里',
    en: 'User id of the member to be called; empty: the group alone',
  }),
  perMinute: 20,
  open: ({ url, format, language }, deps) => ({
    send(message) {
      const body = format === 'text' ? textBody(message, language) : markdownBody(message, language);
      return askRobot(deps, { url, key: message.key, body }, CODES);
    },
  }),
});

function markdownBody(message: ChannelMessage, language: Language) {
  const [title, ...lines] = [titleOf(message, language), ...linesOf(message, language)].map(plainInMarkdown);
  const head = [`**${title}**`, ...lines].join('\n');
  const link = message.link === undefined ? [] : [`[${OPEN[language]}](${message.link})`];
  const call = message.address === '' ? [] : [`<@${message.address}>`];
  const room = { limit: MAX_MARKDOWN_BYTES, measure: inBytes, language };
  const content = fit(head, [...link, ...call, plainInMarkdown(numberOf(message, language))], room);
  return { msgtype: 'markdown', markdown: { content } };
}

function textBody(message: ChannelMessage, language: Language) {
  const content = plainText(message, { limit: MAX_TEXT_BYTES, measure: inBytes, language });
  const called = message.address === '' ? {} : { mentioned_list: [message.address] };
  return { msgtype: 'text', text: { content, ...called } };
}
