import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refusalOf } from '../answer.ts';
import { cut, inBytes } from '../cut.ts';
import type { Language } from '../field.ts';
import { HttpUrl, field, language } from '../field.ts';
import type { ChannelMessage } from '../port.ts';
import { channelType } from '../port.ts';
import { postJson } from '../robot.ts';
import { linesOf } from '../wording.ts';

const settings = z.strictObject({
  url: field(HttpUrl, { zh: '接收地址', en: 'URL of the receiver' }, { destination: true }),
  token: field(
    z
      .string()
      .max(1_024)
      .regex(/^[\x21-\x7e]+$/, 'expected printable characters without blanks')
      .optional(),
    { zh: 'Bearer 令牌', en: 'Bearer token' },
    { secret: true },
  ),
  language,
});

/** Whatever understands what Prometheus Alertmanager sends. */
export const webhook = channelType({
  type: 'webhook',
  name: { zh: '通用 Webhook（Alertmanager 格式）', en: 'Webhook (as of Alertmanager)' },
  settings,
  address: field(z.string().max(128), {
    zh: '接收者的名字；可留空',
    en: 'Name of the receiver; may be empty',
  }),
  open: ({ url, token, language }, { ask, clock }) => ({
    async send(message) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const reply = await postJson(ask, { url, key: message.key, body: bodyOf(message, language), headers });
      return refusalOf(reply, clock.now()) ?? { ok: true };
    },
  }),
});

/** What a page has not told of by name is counted, as Alertmanager does. */
const MAX_ALERTS = 100;
const MAX_DESCRIPTION_BYTES = 16_384;
/** How Alertmanager writes that an alert has not ended. */
const NOT_ENDED = '0001-01-01T00:00:00Z';

/** Version 4 of the body. An incident keeps its fingerprint, so that the end finds the beginning. */
function bodyOf(message: ChannelMessage, language: Language) {
  const { key, address, about, incidents, text, link = '', at } = message;
  const status = about === 'recovered' ? 'resolved' : 'firing';
  const named = incidents.slice(0, MAX_ALERTS);
  const commonLabels = { alertname: 'fengsui', severity: text.severity };
  const description = linesOf(message, language).join('\n');
  const commonAnnotations = {
    about,
    summary: text.title[language],
    description: cut(description, MAX_DESCRIPTION_BYTES, inBytes, language),
  };
  return {
    version: '4',
    groupKey: named.length === 1 ? `{}:{incident="${named[0]}"}` : `{}:{key="${key}"}`,
    truncatedAlerts: incidents.length - named.length,
    status,
    receiver: address === '' ? 'fengsui' : address,
    groupLabels: named.length === 1 ? { incident: named[0] } : {},
    commonLabels,
    commonAnnotations,
    externalURL: link === '' ? '' : new URL(link).origin,
    alerts: (named.length > 0 ? named : [key]).map((incident) => ({
      status,
      labels: { ...commonLabels, incident },
      annotations: commonAnnotations,
      startsAt: new Date(at).toISOString(),
      endsAt: status === 'resolved' ? new Date(at).toISOString() : NOT_ENDED,
      generatorURL: link,
      fingerprint: createHash('sha256').update(incident).digest('hex').slice(0, 16),
    })),
  };
}
