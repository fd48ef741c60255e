import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { inJson } from '../cut.ts';
import type { Language } from '../field.ts';
import { field, language } from '../field.ts';
import type { ChannelMessage } from '../port.ts';
import { channelType } from '../port.ts';
import type { Codes } from '../robot.ts';
import { askRobot, robotUrl } from '../robot.ts';
import { OPEN, fit, linesOf, numberOf, plainInMarkdown, titleOf } from '../wording.ts';

/** A body may have 20,000 bytes, of which the title and what is around take some. */
const MAX_MARKDOWN_BYTES = 18_000;
const MAX_TITLE = 64;
/** Who sends more than 20 in a minute is not heard for ten. */
const SHUT_OUT_MS = 10 * 60_000;

const CODES: Codes = {
  vendor: 'DingTalk',
  limited: { 130101: SHUT_OUT_MS, 410100: SHUT_OUT_MS },
  passing: [-1],
};

const settings = z.strictObject({
  url: robotUrl,
  secret: field(
    z.string().min(1).max(256).optional(),
    {
      zh: '加签密钥（SEC 开头）；未启用加签则留空',
      en: 'Secret for signing (SEC…); none where the robot asks for none',
    },
    { secret: true },
  ),
  language,
});

/** A robot in a group of DingTalk (钉钉). */
export const dingtalk = channelType({
  type: 'dingtalk',
  name: { zh: '钉钉群机器人', en: 'DingTalk group robot' },
  settings,
  address: field(
    z.string().regex(/^[A-Za-z0-9_+-]{0,64}$/, 'expected a phone number or user id, or nothing'),
    {
      zh: '要提醒的成员的手机号或 userid；留空则只发到群里',
      en: 'Phone number or user id of the member to be called; empty: the group alone',
    },
  ),
  perMinute: 20,
  open: ({ url, secret, language }, deps) => ({
    send(message) {
      const signed = secret === undefined ? url : signedUrl(url, secret, deps.clock.now());
      return askRobot(deps, { url: signed, key: message.key, body: bodyOf(message, language) }, CODES);
    },
  }),
});

/** The signature is over the time in ms and the secret, by the secret. */
function signedUrl(url: string, secret: string, now: number): string {
  const sign = createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64');
  const target = new URL(url);
  target.searchParams.set('timestamp', String(now));
  target.searchParams.set('sign', sign);
  return target.toString();
}

function bodyOf(message: ChannelMessage, language: Language) {
  const [title = '', ...lines] = [titleOf(message, language), ...linesOf(message, language)].map(
    plainInMarkdown,
  );
  const head = [`**${title}**`, ...lines].join('\n\n');
  const { address, link } = message;
  const tail = [
    ...(link === undefined ? [] : [`\n[${OPEN[language]}](${link})`]),
    ...(address === '' ? [] : [`\n@${address}`]),
    `\n${plainInMarkdown(numberOf(message, language))}`,
  ];
  const text = fit(head, tail, { limit: MAX_MARKDOWN_BYTES, measure: inJson, language });
  const called = /^\+?[\d-]+$/.test(address) ? { atMobiles: [address] } : { atUserIds: [address] };
  return {
    msgtype: 'markdown',
    markdown: { title: [...title].slice(0, MAX_TITLE).join(''), text },
    ...(address !== '' && { at: { ...called, isAtAll: false } }),
  };
}
