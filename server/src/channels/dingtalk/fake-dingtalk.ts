import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Arrived, FakeVendor } from '../channel.contract.ts';
import type { Asked, FakeAnswer } from '../fake-http.ts';
import { createMinute, echo, startFakeHttp } from '../fake-http.ts';

const Body = z.object({
  msgtype: z.literal('markdown'),
  markdown: z.object({ title: z.string().min(1), text: z.string().min(1) }),
  at: z
    .object({ atMobiles: z.array(z.string()).optional(), atUserIds: z.array(z.string()).optional() })
    .optional(),
});
const TOKEN = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const SECRET = 'SEC0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const HOUR_MS = 3_600_000;

const error = (errcode: number, errmsg: string): FakeAnswer => ({ body: { errcode, errmsg } });

/** The robot of DingTalk: signed, 20 messages a minute, a body of 20,000 bytes; always status 200. */
export async function startFakeDingtalk(now: () => number): Promise<FakeVendor> {
  const arrived: Arrived[] = [];
  const minute = createMinute(20, now);
  let secret = SECRET;

  function isSigned({ searchParams }: URL): boolean {
    const timestamp = searchParams.get('timestamp') ?? '';
    const isNow = Math.abs(Number(timestamp) - now()) <= HOUR_MS;
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`, 'utf8').digest('base64');
    return isNow && searchParams.get('sign') === sign;
  }

  function answer(asked: Asked): FakeAnswer {
    const { url, headers, body } = asked;
    if (url.searchParams.get('access_token') !== TOKEN) return error(300005, 'token is not exist');
    if (!isSigned(url)) return error(310000, `sign not match ${echo(asked)}`);
    if (minute.isFull()) return error(130101, 'send too fast, exceed 20 times per minute');
    if (body.length > 20_000) return error(460101, 'message too long, exceed 20000 bytes');
    const message = Body.safeParse(JSON.parse(body.toString())).data;
    if (!message) return error(400105, 'unsupported message type');
    const called = [...(message.at?.atMobiles ?? []), ...(message.at?.atUserIds ?? [])];
    if (called.some((one) => !message.markdown.text.includes(`@${one}`)))
      return error(40035, 'nobody is called');
    arrived.push({ key: String(headers['idempotency-key']), text: message.markdown.text });
    return error(0, 'ok');
  }

  const http = await startFakeHttp(answer);
  return {
    settings: { url: `${http.origin}/robot/send?access_token=${TOKEN}`, secret: SECRET },
    address: '13800000000',
    secrets: [TOKEN, SECRET],
    arrived: () => arrived,
    become(state) {
      if (state === 'limited') minute.fill();
      if (state === 'refusing') secret = 'SECanother';
      http.set(state === 'broken' || state === 'silent' ? state : 'well');
    },
    untilAsked: () => http.untilAsked(1),
    stop: http.stop,
  };
}
