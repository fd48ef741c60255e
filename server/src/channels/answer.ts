import type { Sent } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Reply } from './ask.ts';
import type { Trouble } from './trouble.ts';

type Refusal = Extract<Sent, { ok: false }>;

/** What a status means where it is not 2xx; undefined where it is. */
export function refusalOf(reply: Reply | Trouble, now: number): Refusal | undefined {
  if (!('status' in reply)) return reply;
  const { status, text } = reply;
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400)
    return never(`HTTP ${status}: it points elsewhere, and that is not followed`);
  const said = `HTTP ${status}${text === '' ? '' : `: ${text}`}`;
  const isPassing = status >= 500 || [408, 425, 429].includes(status);
  const afterMs = retryAfterMs(reply, now);
  if (!isPassing) return { ...never(said), ...(afterMs !== undefined && { afterMs }) };
  const isLimit = status === 429;
  return { ...later(said, afterMs), ...(isLimit && { forAll: true as const }) };
}

export const never = (why: string): Refusal => ({ ok: false, kind: 'never', why });

export const later = (why: string, afterMs?: number): Refusal => ({
  ok: false,
  kind: 'later',
  why,
  ...(afterMs !== undefined && { afterMs }),
});

/** The other side takes nothing from anybody until then. */
export const limited = (why: string, afterMs: number): Refusal => ({ ...later(why, afterMs), forAll: true });

/** Seconds or a date (RFC 9110); Feishu has a header of its own. */
function retryAfterMs({ headers }: Reply, now: number): number | undefined {
  const said = (headers['retry-after'] ?? String(headers['x-ogw-ratelimit-reset'] ?? '')).trim();
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The body as JSON of a known form; undefined for anything else. */
export function readJson<S extends z.ZodType>(schema: S, { text }: Reply): z.infer<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A status of success with an answer that says nothing: it may have arrived, but nobody has said so. */
export const unclear = (vendor: string): Refusal => later(`${vendor} gave an answer that cannot be read`);
