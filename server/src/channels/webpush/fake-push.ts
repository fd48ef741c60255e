import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import webPush from 'web-push';
import { z } from 'zod';
import type { Arrived, FakeVendor } from '../channel.contract.ts';
import type { Asked, FakeAnswer } from '../fake-http.ts';
import { echo, startFakeHttp } from '../fake-http.ts';

const Payload = z.object({
  key: z.string(),
  title: z.string(),
  body: z.string(),
  severity: z.string(),
  about: z.string(),
  path: z.string(),
  at: z.int(),
});
const Claims = z.object({ aud: z.string(), exp: z.number(), sub: z.string() });
const ENDPOINT = 'endpoint-0123456789abcdef';
const DAY_S = 86_400;

export interface FakePush extends FakeVendor {
  asked(): readonly Asked[];
  become(state: 'limited' | 'refusing' | 'broken' | 'silent' | 'gone'): void;
}

/** A push service and the browser behind it: checks who sends (RFC 8292) and reads what is sent (RFC 8291). */
export async function startFakePush(now: () => number): Promise<FakePush> {
  const arrived: Arrived[] = [];
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const vapid = webPush.generateVAPIDKeys();
  let expected = vapid.publicKey;
  let isLimited = false;
  let isGone = false;

  function answer(asked: Asked): FakeAnswer {
    if (isGone) return { status: 410, body: 'unsubscribed' };
    if (isLimited) return { status: 429, headers: { 'retry-after': '30' } };
    if (!isFrom(asked, expected, { origin: http.origin, now: now() }))
      return { status: 403, body: echo({ ...asked, body: Buffer.alloc(0) }) };
    const { headers, body } = asked;
    if (headers['content-encoding'] !== 'aes128gcm' || !headers['ttl']) return { status: 400 };
    if (body.length > 4_096) return { status: 413 };
    const { key, title, body: text } = Payload.parse(JSON.parse(decrypt(body, browser, auth)));
    arrived.push({ key, text: `${title}\n${text}` });
    return { status: 201, headers: { location: `${http.origin}/m/1` } };
  }

  const http = await startFakeHttp(answer);
  const p256dh = browser.getPublicKey('base64url');
  return {
    settings: {
      subject: 'mailto:noc@example.com',
      publicKey: vapid.publicKey,
      privateKey: vapid.privateKey,
    },
    address: JSON.stringify({
      endpoint: `${http.origin}/push/${ENDPOINT}`,
      expirationTime: null,
      keys: { p256dh, auth: auth.toString('base64url') },
    }),
    secrets: [vapid.privateKey, ENDPOINT],
    arrived: () => arrived,
    asked: () => http.asked,
    become(state) {
      if (state === 'limited') isLimited = true;
      if (state === 'gone') isGone = true;
      if (state === 'refusing') expected = webPush.generateVAPIDKeys().publicKey;
      http.set(state === 'broken' || state === 'silent' ? state : 'well');
    },
    untilAsked: () => http.untilAsked(1),
    stop: http.stop,
  };
}

/** The token is signed by the key that the browser was told of, for this service, and for a day at most. */
function isFrom(
  { headers }: Asked,
  expected: string,
  { origin, now }: { origin: string; now: number },
): boolean {
  const [, token = '', key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (key !== expected) return false;
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url')))
    return false;
  const { aud, exp } = Claims.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
  const leftS = exp - now / 1000;
  return aud === origin && leftS > 0 && leftS <= DAY_S;
}

/** One record of RFC 8188, by the keys of RFC 8291. */
function decrypt(message: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = message.subarray(0, 16);
  const idLength = message.readUInt8(20);
  const sender = message.subarray(21, 21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const input = Buffer.from(hkdfSync('sha256', browser.computeSecret(sender), auth, info, 32));
  const derive = (what: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', input, salt, `Content-Encoding: ${what}\0`, length));
  const sealed = message.subarray(21 + idLength);
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
