import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Verdict = { ok: true } | { ok: false; because: 'no_token' | 'wrong_token' };

/** Who may ask: whoever has the token, and this very machine. */
export interface Access {
  judge(request: Pick<IncomingMessage, 'headers' | 'socket'>): Verdict;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** A page from elsewhere that points its own name at this machine is not this machine. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
/** Set by whoever passes on what comes from elsewhere. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

export function createAccess(token: string | undefined): Access {
  return {
    judge({ headers, socket }) {
      const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
      if (given !== undefined) {
        return token !== undefined && isSame(given, token)
          ? { ok: true }
          : { ok: false, because: 'wrong_token' };
      }
      const isLocal =
        LOOPBACK.test(socket.remoteAddress ?? '') &&
        LOCAL_HOST.test(headers.host ?? '') &&
        isOwnOrigin(headers.origin) &&
        !FORWARDED.some((name) => name in headers);
      return isLocal ? { ok: true } : { ok: false, because: 'no_token' };
    },
  };
}

function isOwnOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && LOCAL_HOST.test(new URL(origin).host);
}

/** Compared by digest, so that neither length nor beginning can be measured. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
