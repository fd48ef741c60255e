import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import type { Arrived, FakeVendor } from '../channel.contract.ts';

const PASSWORD = 'mail-password-0123456789';
const MAX_BYTES = 1_000_000;

type State = 'well' | 'limited' | 'refusing' | 'broken' | 'silent';

class Refusal extends Error {
  override name = 'Refusal';
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

export interface FakeSmtp extends FakeVendor {
  mails: string[];
  passwords: string[];
}

/** A mail server on the real protocol; `over` changes what it offers. */
export async function startFakeSmtp(over: SMTPServerOptions = {}): Promise<FakeSmtp> {
  const mails: string[] = [];
  const passwords: string[] = [];
  let state: State = 'well';
  const waiting: (() => void)[] = [];
  let asked = 0;

  const smtp = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    size: MAX_BYTES,
    closeTimeout: 1,
    onConnect(_session, done) {
      asked += 1;
      for (const tell of waiting) tell();
      if (state !== 'silent') done();
    },
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? '');
      if (state === 'refusing')
        return done(new Refusal(535, `no login for ${username} with ${password ?? ''}`));
      done(null, { user: username ?? '' });
    },
    onRcptTo({ address }, _session, done) {
      if (state === 'limited') return done(new Refusal(451, `greylisted ${address}, come again`));
      if (state === 'broken') return done(new Refusal(421, `cannot take it, ${passwords.join(' ')}`));
      done();
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString());
        done();
      });
    },
    ...over,
  });
  smtp.on('error', () => undefined);
  const server = smtp.listen(0, '127.0.0.1') as Server;
  await once(server, 'listening');

  return {
    settings: {
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      security: 'none',
      user: 'noc',
      password: PASSWORD,
      from: 'fengsui@example.com',
    },
    address: 'zhangsan@example.com',
    secrets: [PASSWORD],
    mails,
    passwords,
    arrived: () => mails.map(readMail),
    become: (next) => void (state = next),
    untilAsked: () =>
      new Promise((done) => {
        const check = (): void => (asked > 0 ? done() : undefined);
        waiting.push(check);
        check();
      }),
    stop: () => new Promise((done) => smtp.close(() => done())),
  };
}

/** As a reader of mail shows it: encoded words and transfer encodings undone. */
function readMail(mail: string): Arrived {
  const [head = ''] = mail.split('\r\n\r\n');
  const body = mail.slice(head.length + 4);
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const subject = header('Subject')
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : unquote(text.replaceAll('_', ' ')),
    );
  const isBase64 = header('Content-Transfer-Encoding') === 'base64';
  const text = isBase64 ? Buffer.from(body, 'base64').toString() : unquote(body);
  const [, id = ''] = /^<(.*)@example\.com>$/.exec(header('Message-ID')) ?? [];
  return { key: id, text: `${subject}\n${text}` };
}

function unquote(text: string): string {
  const joined = text.replaceAll(/=\r?\n/g, '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
