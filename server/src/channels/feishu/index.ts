import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { inJson } from '../cut.ts';
import type { Language } from '../field.ts';
import { field, language } from '../field.ts';
import type { ChannelMessage } from '../port.ts';
import { channelType } from '../port.ts';
import type { Codes } from '../robot.ts';
import { askRobot, robotUrl } from '../robot.ts';
import { OPEN, fit, linesOf, numberOf, titleOf } from '../wording.ts';

/** A body may have 20 KiB, of which title, link and what is around take some. */
const MAX_TEXT_BYTES = 16_000;
const MAX_TITLE_BYTES = 300;

const CODES: Codes = {
  vendor: 'Feishu',
  limited: { 11232: 10_000, 99991400: 60_000 },
  passing: [],
};

const settings = z.strictObject({
  url: robotUrl,
  secret: field(
    z.string().min(1).max(256).optional(),
    { zh: '签名校验密钥；未启用则留空', en: 'Secret for signing; none where the bot asks for none' },
    { secret: true },
  ),
  language,
});

/** A custom bot in a group of Feishu (飞书). */
export const feishu = channelType({
  type: 'feishu',
  name: { zh: '飞书群机器人', en: 'Feishu group bot' },
  settings,
  address: field(z.string().regex(/^[A-Za-z0-9_-]{0,64}$/, 'expected an open id or user id, or nothing'), {
    zh: '要提醒的成员的 open_id 或 user_id；留空则只发到群里',
    en: 'Open id or user id of the member to be called; empty: the group alone',
  }),
  perMinute: 100,
  open: ({ url, secret, language }, deps) => ({
    send(message) {
      const signed = secret === undefined ? {} : signature(secret, deps.clock.now());
      const body = { ...signed, ...bodyOf(message, language) };
      return askRobot(deps, { url, key: message.key, body }, CODES);
    },
  }),
});

/** Here time (seconds) and secret together are the key, and nothing is the message. */
function signature(secret: string, now: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') };
}

type Part = Record<string, string>;

/** As parts with a tag each: what people have written stays text. */
function bodyOf(message: ChannelMessage, language: Language) {
  const measure = inJson;
  const title = fit(titleOf(message, language), [], { limit: MAX_TITLE_BYTES, measure, language });
  const text = fit(linesOf(message, language).join('\n'), [], { limit: MAX_TEXT_BYTES, measure, language });
  const { address, link } = message;
  const content: Part[][] = [
    ...(text === '' ? [] : [[{ tag: 'text', text }]]),
    ...(link === undefined ? [] : [[{ tag: 'a', text: OPEN[language], href: link }]]),
    ...(address === '' ? [] : [[{ tag: 'at', user_id: address }]]),
    [{ tag: 'text', text: numberOf(message, language) }],
  ];
  return {
    msg_type: 'post',
    content: { post: { [language === 'zh' ? 'zh_cn' : 'en_us']: { title, content } } },
  };
}
