import { createHash } from 'node:crypto';
import webPush from 'web-push';
import type { PushSubscription } from 'web-push';
import { z } from 'zod';
import { never, refusalOf } from '../answer.ts';
import { cut, inBytes, inJson } from '../cut.ts';
import type { Language } from '../field.ts';
import { HttpUrl, field, language } from '../field.ts';
import type { ChannelMessage } from '../port.ts';
import { channelType } from '../port.ts';
import { linesOf } from '../wording.ts';

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/, 'expected base64url');

const Subscription = z.object({
  endpoint: HttpUrl,
  keys: z.object({ p256dh: Base64Url.max(128), auth: Base64Url.max(64) }),
});

const settings = z.strictObject({
  subject: field(
    z
      .string()
      .max(256)
      .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'expected mailto:… or https://…'),
    { zh: '联系方式，推送服务出问题时使用', en: 'Contact for the push service' },
  ),
  publicKey: field(Base64Url.max(128), { zh: 'VAPID 公钥', en: 'VAPID public key' }),
  privateKey: field(Base64Url.max(128), { zh: 'VAPID 私钥', en: 'VAPID private key' }, { secret: true }),
  hours: field(z.int().min(1).max(168).default(12), {
    zh: '手机离线时保留多少小时',
    en: 'Hours for which a message waits while the phone is off',
  }),
  language,
});

/** Push messages to browsers and phones (RFC 8030, 8188, 8291, 8292); the address is what the browser gave. */
export const webpush = channelType({
  type: 'webpush',
  name: { zh: '浏览器与手机推送', en: 'Web Push' },
  settings,
  address: field(z.string().max(2_048).refine(isSubscription, 'expected a push subscription as JSON'), {
    zh: '浏览器的推送订阅（JSON）',
    en: 'Push subscription of the browser (JSON)',
  }),
  open({ subject, publicKey, privateKey, hours, language }, { ask, clock }) {
    const vapidDetails = { subject, publicKey, privateKey };
    // Throws where the keys are none.
    webPush.getVapidHeaders('https://localhost', subject, publicKey, privateKey, 'aes128gcm');
    return {
      async send(message) {
        const subscription = Subscription.parse(JSON.parse(message.address));
        const request = requestOf(message, subscription, { vapidDetails, TTL: hours * 3_600, language });
        if (!request) return never('the keys of the subscription are of no use');
        const reply = await ask(request);
        const refusal = refusalOf(reply, clock.now());
        if (!refusal) return { ok: true };
        // A push service limits by subscription, not by sender.
        const { forAll: _, ...own } = refusal;
        const isGone = 'status' in reply && [404, 410].includes(reply.status);
        return isGone ? never(`the subscription has ended (HTTP ${reply.status})`) : own;
      },
    };
  },
});

function isSubscription(text: string): boolean {
  try {
    return Subscription.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

interface Options {
  vapidDetails: { subject: string; publicKey: string; privateKey: string };
  TTL: number;
  language: Language;
}

function requestOf(message: ChannelMessage, to: PushSubscription, { language, ...options }: Options) {
  const isUrgent = ['critical', 'major'].includes(message.text.severity);
  try {
    const { endpoint, headers, body } = webPush.generateRequestDetails(to, payloadOf(message, language), {
      ...options,
      contentEncoding: 'aes128gcm',
      urgency: isUrgent ? 'high' : 'normal',
      topic: createHash('sha256').update(message.key).digest('base64url').slice(0, 32),
    });
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return {
      method: 'POST' as const,
      url: endpoint,
      headers: Object.fromEntries(named) as Record<string, string>,
      body,
    };
  } catch {
    return undefined;
  }
}

/** A record of 4,096 bytes, without what encryption adds. */
const MAX_PAYLOAD_BYTES = 3_993;
const MAX_TITLE_BYTES = 400;

/** What the service worker gets; `key` lets it show one message once. */
function payloadOf(message: ChannelMessage, language: Language): string {
  const { key, at, about, text } = message;
  const title = cut(text.title[language], MAX_TITLE_BYTES, inJson, language);
  const payload = (body: string) =>
    JSON.stringify({ key, title, body, severity: text.severity, about, path: text.path, at });
  const room = MAX_PAYLOAD_BYTES - inBytes(payload(''));
  return payload(cut(linesOf(message, language).join('\n'), room, inJson, language));
}
