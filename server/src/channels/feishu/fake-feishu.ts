import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Arrived, FakeVendor } from '../channel.contract.ts';
import type { Asked, FakeAnswer } from '../fake-http.ts';
import { createMinute, echo, startFakeHttp } from '../fake-http.ts';

const Part = z.discriminatedUnion('tag', [
  z.object({ tag: z.literal('text'), text: z.string() }),
  z.object({ tag: z.literal('a'), text: z.string(), href: z.url() }),
  z.object({ tag: z.literal('at'), user_id: z.string() }),
]);
const Post = z.object({ title: z.string(), content: z.array(z.array(Part)) });
const Body = z.object({
  timestamp: z.string(),
  sign: z.string(),
  msg_type: z.literal('post'),
  content: z.object({ post: z.partialRecord(z.enum(['zh_cn', 'en_us']), Post) }),
});
const TOKEN = 'a1b2c3d4-e5f6-4711-8888-0a0b0c0d0e0f';
const SECRET = 'feishu-signing-secret';
const HOUR_S = 3_600;

const error = (code: number, msg: string): FakeAnswer => ({ body: { code, data: {}, msg } });

/** The custom bot of Feishu: signed, 100 messages a minute, a body of 20 KiB. */
export async function startFakeFeishu(now: () => number): Promise<FakeVendor> {
  const arrived: Arrived[] = [];
  const minute = createMinute(100, now);
  let secret = SECRET;

  function isSigned({ timestamp, sign }: z.infer<typeof Body>): boolean {
    const isNow = Math.abs(Number(timestamp) - now() / 1000) <= HOUR_S;
    return isNow && sign === createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
  }

  function answer(asked: Asked): FakeAnswer {
    const { url, headers, body } = asked;
    if (url.pathname !== `/open-apis/bot/v2/hook/${TOKEN}`)
      return error(19001, 'param invalid: incoming webhook access token invalid');
    const message = Body.safeParse(JSON.parse(body.toString())).data;
    if (!message || body.length > 20_480)
      return { status: 400, body: { code: 9499, msg: 'Bad Request', data: {} } };
    if (!isSigned(message))
      return error(
        19021,
        `sign match fail or timestamp is not within one hour from current time ${echo(asked)}`,
      );
    if (minute.isFull())
      return error(11232, 'frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]');
    const [post] = Object.values(message.content.post);
    const parts = post?.content.flat() ?? [];
    const text = [post?.title, ...parts.map((part) => ('text' in part ? part.text : ''))].join('\n');
    arrived.push({ key: String(headers['idempotency-key']), text });
    return { body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' } };
  }

  const http = await startFakeHttp(answer);
  return {
    settings: { url: `${http.origin}/open-apis/bot/v2/hook/${TOKEN}`, secret: SECRET },
    address: 'ou_0123456789abcdef',
    secrets: [TOKEN, SECRET],
    arrived: () => arrived,
    become(state) {
      if (state === 'limited') minute.fill();
      if (state === 'refusing') secret = 'another';
      http.set(state === 'broken' || state === 'silent' ? state : 'well');
    },
    untilAsked: () => http.untilAsked(1),
    stop: http.stop,
  };
}
