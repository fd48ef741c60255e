import type { Sent } from '@fengsui/config/contract';
import { z } from 'zod';
import { later, never, refusalOf } from './answer.ts';
import type { Question, Reply } from './ask.ts';
import { field, HttpUrl, language } from './field.ts';
import type { ChannelDeps, ChannelMessage } from './port.ts';
import { headerKey } from './robot.ts';
import { fill, unknownPlaces } from './template.ts';

const Template = z.string().max(8_192);
const Name = z.string().regex(/^[A-Za-z0-9_]{1,32}$/);
const Header = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

/** A gateway of an operator or a vendor, described by what it wants to be asked and how it answers. */
export const gatewayFields = {
  method: field(z.enum(['POST', 'GET', 'PUT']).default('POST'), { zh: '请求方法', en: 'Method' }),
  url: field(
    HttpUrl,
    {
      zh: '地址；可用 {{address}} {{text}} {{key}} {{secret.名称}}',
      en: 'URL; may hold {{address}} {{text}} {{key}} {{secret.NAME}}',
    },
    { destination: true },
  ),
  headers: field(z.record(Header, Template).default({}), {
    zh: '请求头；同样可用占位符',
    en: 'Headers; may hold the same places',
  }),
  encoding: field(z.enum(['json', 'form', 'xml', 'plain']).default('json'), {
    zh: '请求体格式；占位符按此转义',
    en: 'Form of the body; what is filled in is written for it',
  }),
  body: field(Template.default('{"to":"{{address}}","text":"{{text}}","id":"{{key}}"}'), {
    zh: '请求体模板',
    en: 'Template of the body',
  }),
  secrets: field(
    z.record(Name, z.string().max(1_024)).default({}),
    { zh: '密钥；在模板中写作 {{secret.名称}}', en: 'Secrets; a template names them {{secret.NAME}}' },
    { secret: true },
  ),
  contains: field(z.string().max(256).optional(), {
    zh: '成功时应答必含的文字；留空则只看状态码 2xx',
    en: 'Text that an answer holds where it was taken; without it a status of 2xx is enough',
  }),
  retryIf: field(z.string().max(256).optional(), {
    zh: '应答含此文字时稍后重试（如限流）',
    en: 'Text in an answer that means later (too many messages, busy)',
  }),
  language,
};

const settings = z.strictObject(gatewayFields);
type GatewaySettings = z.infer<typeof settings>;

/** A number as telephones have it; extensions and short numbers too. */
export const PhoneNumber = z.string().regex(/^\+?[0-9]{3,20}$/, 'expected a telephone number');

export interface Gateway {
  send(message: ChannelMessage, text: string): Promise<Sent>;
}

const TYPES = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml; charset=utf-8',
  plain: 'text/plain; charset=utf-8',
} as const;

/** Throws where a template names what there is not. */
export function openGateway(settings: GatewaySettings, { ask, clock }: ChannelDeps): Gateway {
  const { url, headers, body } = settings;
  const secrets = Object.entries(settings.secrets).map(([name, value]) => [`secret.${name}`, value] as const);
  const known = new Set(['address', 'text', 'key', ...secrets.map(([name]) => name)]);
  const unknown = [url, body, ...Object.values(headers)].flatMap((one) => unknownPlaces(one, known));
  if (unknown.length > 0) throw new Error(`a template names {{${unknown[0]}}}, which there is not`);

  return {
    async send({ key, address }, text) {
      const values = { ...Object.fromEntries(secrets), key: headerKey(key), address, text };
      const reply = await ask(questionOf(settings, values));
      return refusalOf(reply, clock.now()) ?? judge(settings, reply as Reply);
    },
  };
}

function questionOf(settings: GatewaySettings, values: Readonly<Record<string, string>>): Question {
  const { method, url, headers, encoding, body } = settings;
  const own = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    fill(value, values, 'plain'),
  ]);
  return {
    method,
    url: fill(url, values, 'form'),
    headers: {
      ...(method !== 'GET' && { 'content-type': TYPES[encoding] }),
      'idempotency-key': values['key'] ?? '',
      ...(Object.fromEntries(own) as Record<string, string>),
    },
    ...(method !== 'GET' && { body: fill(body, values, encoding) }),
  };
}

function judge({ contains, retryIf }: GatewaySettings, { text }: Reply): Sent {
  if (retryIf !== undefined && text.includes(retryIf)) return later(`the gateway says: ${text}`);
  if (contains === undefined || text.includes(contains)) return { ok: true };
  return never(`the gateway says: ${text}`);
}
