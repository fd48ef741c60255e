import { z } from 'zod';
import type { Arrived, FakeVendor } from './channel.contract.ts';
import type { Asked, FakeAnswer } from './fake-http.ts';
import { echo, startFakeHttp } from './fake-http.ts';

const Body = z.strictObject({
  mobile: z.string().regex(/^\d{3,20}$/),
  content: z.string().min(1),
  serial: z.string().min(1),
  password: z.string(),
});
const PASSWORD = 'p"w&d-0123456789';
const TOKEN = 'gateway-token-0123456789';

/** A gateway as operators have them: a token, a password in the body, a code in the answer, a length limit. */
export async function startFakeGateway(maxCharacters: number): Promise<FakeVendor> {
  const arrived: Arrived[] = [];
  let password = PASSWORD;
  let isLimited = false;

  function answer(asked: Asked): FakeAnswer {
    if (isLimited) return { status: 429, headers: { 'retry-after': 'Thu, 20 Nov 2025 00:00:07 GMT' } };
    if (asked.headers['x-token'] !== TOKEN) return { status: 403, body: 'token' };
    const body = Body.parse(JSON.parse(asked.body.toString()));
    if (body.password !== password) return { body: { code: 101, msg: echo(asked) } };
    if (body.content.length > maxCharacters) return { body: { code: 105, msg: 'too long' } };
    if (asked.url.searchParams.get('to') !== body.mobile)
      return { body: { code: 106, msg: 'no such number' } };
    arrived.push({ key: body.serial, text: body.content });
    return { body: { code: 0, msg: 'ok' } };
  }

  const http = await startFakeHttp(answer);
  return {
    settings: {
      url: `${http.origin}/submit?to={{address}}`,
      headers: { 'X-Token': '{{secret.token}}' },
      body: '{"mobile":"{{address}}","content":"{{text}}","serial":"{{key}}","password":"{{ secret.password }}"}',
      secrets: { token: TOKEN, password: PASSWORD },
      contains: '"code":0',
      maxCharacters,
    },
    address: '13800000000',
    secrets: [TOKEN, PASSWORD],
    arrived: () => arrived,
    become(state) {
      if (state === 'limited') isLimited = true;
      if (state === 'refusing') password = 'another';
      http.set(state === 'broken' || state === 'silent' ? state : 'well');
    },
    untilAsked: () => http.untilAsked(1),
    stop: http.stop,
  };
}
