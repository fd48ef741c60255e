import { z } from 'zod';
import type { Arrived, FakeVendor } from '../channel.contract.ts';
import type { Asked, FakeAnswer } from '../fake-http.ts';
import { createMinute, echo, startFakeHttp } from '../fake-http.ts';

const Body = z.union([
  z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: z.string().min(1) }) }),
  z.object({
    msgtype: z.literal('text'),
    text: z.object({ content: z.string().min(1), mentioned_list: z.array(z.string()).optional() }),
  }),
]);
const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

const error = (errcode: number, errmsg: string): FakeAnswer => ({
  body: {
    errcode,
    errmsg: `${errmsg}, hint: [1700000000_1_ab], more info at https://open.work.weixin.qq.com`,
  },
});

/** The robot of WeCom: 20 messages a minute, 4,096 bytes of Markdown, 2,048 of text; always status 200. */
export async function startFakeWecom(now: () => number): Promise<FakeVendor> {
  const arrived: Arrived[] = [];
  const minute = createMinute(20, now);
  let key = KEY;

  function answer(asked: Asked): FakeAnswer {
    const { url, headers, body } = asked;
    if (url.pathname !== '/cgi-bin/webhook/send') return { status: 404 };
    if (url.searchParams.get('key') !== key) return error(93000, `invalid webhook url ${echo(asked)}`);
    if (minute.isFull()) return error(45009, 'api freq out of limit');
    const message = Body.safeParse(JSON.parse(body.toString())).data;
    if (!message) return error(40008, 'invalid message type');
    const isText = message.msgtype === 'text';
    const content = isText ? message.text.content : message.markdown.content;
    const most = isText ? 2_048 : 4_096;
    if (Buffer.byteLength(content) > most)
      return error(40058, `${message.msgtype}.content exceed max length ${most}`);
    arrived.push({ key: String(headers['idempotency-key']), text: content });
    return { body: { errcode: 0, errmsg: 'ok' } };
  }

  const http = await startFakeHttp(answer);
  return {
    settings: { url: `${http.origin}/cgi-bin/webhook/send?key=${KEY}` },
    address: 'zhangsan-shili',
    secrets: [KEY],
    arrived: () => arrived,
    become(state) {
      if (state === 'limited') minute.fill();
      if (state === 'refusing') key = 'another';
      http.set(state === 'broken' || state === 'silent' ? state : 'well');
    },
    untilAsked: () => http.untilAsked(1),
    stop: http.stop,
  };
}
