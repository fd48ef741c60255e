import { createHash } from 'node:crypto';
import type { Sent } from '@fengsui/config/contract';
import { z } from 'zod';
import { later, limited, never, readJson, refusalOf, unclear } from './answer.ts';
import type { Ask } from './ask.ts';
import { HttpUrl, field } from './field.ts';
import type { ChannelDeps } from './port.ts';

/** Whoever has it can write to the group. */
export const robotUrl = field(
  HttpUrl,
  { zh: '群机器人的 Webhook 地址', en: 'Webhook address of the robot in the group' },
  { secret: true, destination: true },
);

/** What a vendor's codes mean beyond "refused for good", which is what an unknown one means. */
export interface Codes {
  vendor: string;
  /** Too many messages, and how long it takes nothing then, ms. */
  limited: Readonly<Record<number, number>>;
  /** Busy, or broken on their side. */
  passing: readonly number[];
}

const CodeAnswer = z.union([
  z.object({ errcode: z.int(), errmsg: z.string().default('') }),
  z.object({ code: z.int(), msg: z.string().default('') }),
  z.object({ StatusCode: z.int(), StatusMessage: z.string().default('') }),
]);

/** Robots answer 200 whatever happened, with a code that says what. */
export async function askRobot(
  { ask, clock }: Pick<ChannelDeps, 'ask' | 'clock'>,
  question: { url: string; key: string; body: unknown },
  codes: Codes,
): Promise<Sent> {
  const reply = await postJson(ask, question);
  const refusal = refusalOf(reply, clock.now());
  const answer = 'status' in reply ? readJson(CodeAnswer, reply) : undefined;
  if (!answer) return refusal ?? unclear(codes.vendor);
  const [code, words] = codeOf(answer);
  if (code === 0) return refusal ?? { ok: true };
  const why = `${codes.vendor} ${code}: ${words}`;
  const waitMs = codes.limited[code];
  if (waitMs !== undefined) return limited(why, refusal?.afterMs ?? waitMs);
  if (refusal) return { ...refusal, why };
  return codes.passing.includes(code) ? later(why) : never(why);
}

function codeOf(answer: z.infer<typeof CodeAnswer>): [code: number, words: string] {
  if ('errcode' in answer) return [answer.errcode, answer.errmsg];
  return 'code' in answer ? [answer.code, answer.msg] : [answer.StatusCode, answer.StatusMessage];
}

export function postJson(
  ask: Ask,
  { url, key, body, headers }: { url: string; key: string; body: unknown; headers?: Record<string, string> },
): ReturnType<Ask> {
  const fixed = { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': headerKey(key) };
  return ask({ method: 'POST', url, headers: { ...fixed, ...headers }, body: JSON.stringify(body) });
}

/** A key as headers may have it: itself where it is plain, a digest of it otherwise. */
export function headerKey(key: string): string {
  return /^[A-Za-z0-9._-]{1,64}$/.test(key) ? key : createHash('sha256').update(key).digest('hex');
}
