import type { Sent } from '@fengsui/config/contract';
import { later, never } from '../answer.ts';
import { troubleOf } from '../trouble.ts';

interface MailError {
  code?: unknown;
  responseCode?: unknown;
  response?: unknown;
  message?: unknown;
}

/** What a server puts off with 4xx it mostly takes some minutes later: greylisting. */
const PUT_OFF_MS = 60_000;

/** Nodemailer's own names: for what is wrong with the settings, and for what went wrong on the way. */
const FOR_GOOD: readonly unknown[] = ['EENVELOPE', 'EAUTH', 'EREQUIRETLS', 'ETLS'];
const PASSING: readonly unknown[] = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'EPROTOCOL', 'ESTREAM'];

/** 4xx is for now, 5xx is for good (RFC 5321); without an answer it may be the network. */
export function outcomeOf(error: unknown): Sent {
  const { code, responseCode, response, message } = error as MailError;
  const said = typeof response === 'string' && response !== '' ? response : String(message);
  if (typeof responseCode === 'number') return judge(responseCode, said);
  if (FOR_GOOD.includes(code) || isCertificate(said)) return never(said);
  return PASSING.includes(code) ? later(said) : troubleOf(error);
}

function judge(code: number, said: string): Sent {
  return code >= 500 ? never(said) : later(said, PUT_OFF_MS);
}

const isCertificate = (words: string): boolean => /certificate|altname|self[- ]signed/i.test(words);
