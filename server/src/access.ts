import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Actor } from '@fengsui/config/contract';
import type { Clock } from './clock.ts';

export type Verdict = { ok: true } | { ok: false; because: 'no_token' | 'wrong_token' };

/** Who may ask: whoever has the token, a browser that has shown it, and this very machine. */
export interface Access {
  judge(request: Pick<IncomingMessage, 'headers' | 'socket'>): Verdict;
  /** What a browser shows from now on instead of the token; undefined for a wrong one. */
  signIn(token: string): { cookie: string; maxAgeS: number } | undefined;
  /** Who it is that was admitted. There are no accounts yet: whoever has the token is the administrator. */
  actor(): Actor;
}

const ADMINISTRATOR: Actor = { kind: 'person', id: 'administrator', name: '管理员' };

export const SESSION_COOKIE = 'fengsui_session';

const SESSION_S = 30 * 86_400;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** A page from elsewhere that points its own name at this machine is not this machine. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
/** Set by whoever passes on what comes from elsewhere. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

export function createAccess(token: string | undefined, clock: Clock): Access {
  const isToken = (given: string): boolean => token !== undefined && isSame(given, token);

  return {
    judge(request) {
      const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (given !== undefined) return isToken(given) ? { ok: true } : { ok: false, because: 'wrong_token' };
      const isKnown = isSession(request.headers, token, clock.now()) || isThisMachine(request);
      return isKnown ? { ok: true } : { ok: false, because: 'no_token' };
    },
    signIn(given) {
      if (token === undefined || !isToken(given)) return undefined;
      const until = String(Math.floor(clock.now() / 1000) + SESSION_S);
      return { cookie: `${until}.${signature(until, token)}`, maxAgeS: SESSION_S };
    },
    actor: () => ADMINISTRATOR,
  };
}

function isThisMachine({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    LOCAL_HOST.test(headers.host ?? '') &&
    isOwnPage(headers) &&
    !FORWARDED.some((name) => name in headers)
  );
}

/**
 * A session is an end date with the token's signature: it outlives a restart, and ends with the token.
 * It counts only for pages of our own, as a browser sends it along with anybody's.
 */
function isSession(headers: IncomingMessage['headers'], token: string | undefined, now: number): boolean {
  const shown = new RegExp(`(?:^|; )${SESSION_COOKIE}=(\\d{1,12})\\.([0-9a-f]{64})(?:;|$)`).exec(
    headers.cookie ?? '',
  );
  const [, until = '', signed = ''] = shown ?? [];
  if (token === undefined || until === '' || Number(until) * 1000 <= now || !isOwnPage(headers)) return false;
  return isSame(signed, signature(until, token));
}

function signature(until: string, token: string): string {
  return createHmac('sha256', token).update(`session ${until}`).digest('hex');
}

function isOwnPage({ origin, host }: IncomingMessage['headers']): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Compared by digest, so that neither length nor beginning can be measured. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
