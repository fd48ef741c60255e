import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { DEADLINE_MS } from '../ask.ts';
import { cut, inUnits } from '../cut.ts';
import type { Language } from '../field.ts';
import { field, language } from '../field.ts';
import type { ChannelDeps, ChannelMessage } from '../port.ts';
import { channelType } from '../port.ts';
import { headerKey } from '../robot.ts';
import { linesOf, numberOf, titleOf } from '../wording.ts';
import { outcomeOf } from './outcome.ts';

/** One mailbox and nothing else: no list, no second header. */
const Mailbox = z
  .string()
  .max(254)
  .regex(/^[^\s@,;:<>()"[\]\\]{1,64}@[^\s@,;:<>()"[\]\\]+$/, 'expected one mail address');

const settings = z.strictObject({
  host: field(
    z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'expected a host name or address'),
    { zh: '邮件服务器', en: 'Mail server' },
    { destination: true },
  ),
  port: field(z.int().min(1).max(65_535).default(587), { zh: '端口', en: 'Port' }, { destination: true }),
  security: field(
    z.enum(['starttls', 'tls', 'none']).default('starttls'),
    {
      zh: '加密：starttls（587）、tls（465）或 none（仅限内网）',
      en: 'Encryption: starttls (587), tls (465), or none (inside only)',
    },
    { destination: true },
  ),
  ca: field(
    z.string().max(16_384).optional(),
    { zh: '自建证书颁发机构的证书（PEM）', en: 'Certificate of your own authority (PEM)' },
    { destination: true },
  ),
  user: field(z.string().max(256).optional(), { zh: '用户名', en: 'User name' }),
  password: field(z.string().max(256).optional(), { zh: '密码或授权码', en: 'Password' }, { secret: true }),
  from: field(Mailbox, { zh: '发件人地址', en: 'Address of the sender' }),
  language,
});
type Settings = z.infer<typeof settings>;

/** Mail. */
export const smtp = channelType({
  type: 'smtp',
  name: { zh: '电子邮件', en: 'Mail (SMTP)' },
  settings,
  address: field(Mailbox, { zh: '收件人地址', en: 'Address of the recipient' }),
  open: (settings, deps) => ({
    async send(message) {
      try {
        const { response } = await transport(settings, deps).sendMail(mailOf(message, settings));
        return { ok: true, reference: response };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  }),
});

/** One connection for each message, ended by us in time, whatever nodemailer waits for. */
function transport({ host, port, security, ca, user, password }: Settings, { connect }: ChannelDeps) {
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { ...(isIP(host) === 0 && { servername: host }), ...(ca !== undefined && { ca }) },
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: 3 * DEADLINE_MS,
    getSocket(_options, callback) {
      connect(host, port).then(
        (connection) => callback(null, { connection }),
        (error: Error) => callback(error, undefined),
      );
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const MAX_SUBJECT = 150;
const MAX_BODY = 100_000;

function mailOf(message: ChannelMessage, { from, language }: Settings) {
  const id = headerKey(message.key);
  const isUrgent = message.text.severity === 'critical';
  return {
    from,
    to: message.address,
    subject: cut(titleOf(message, language), MAX_SUBJECT, inUnits, language),
    text: cut(bodyOf(message, language), MAX_BODY, inUnits, language),
    messageId: `<${id}@${from.slice(from.indexOf('@') + 1)}>`,
    headers: { 'Idempotency-Key': id, 'Auto-Submitted': 'auto-generated' },
    ...(isUrgent && { priority: 'high' as const }),
  };
}

function bodyOf(message: ChannelMessage, language: Language): string {
  const { link } = message;
  const tail = [...(link === undefined ? [] : [link]), numberOf(message, language)];
  return [titleOf(message, language), '', ...linesOf(message, language), '', ...tail].join('\n');
}
