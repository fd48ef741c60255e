import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { SESSION_COOKIE, createAccess } from './access.ts';
import { createFakeClock } from './fake-clock.ts';

const TOKEN = 'a-token-of-some-length';
const DAY = 86_400_000;

function judge(
  headers: Record<string, string>,
  remoteAddress = '127.0.0.1',
  access = createAccess(TOKEN, createFakeClock()),
) {
  return access.judge({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
}

describe('who may ask', () => {
  it('is this machine by its own name, without a token', () => {
    for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080'])
      expect(judge({ host }).ok).toBe(true);
    expect(judge({ host: 'localhost:8080', origin: 'http://localhost:8080' }).ok).toBe(true);
    expect(judge({ host: 'localhost' }, '::ffff:127.0.0.1').ok).toBe(true);
  });

  it('is not a page from elsewhere that sends its own name to this machine', () => {
    expect(judge({ host: 'evil.example' })).toEqual({ ok: false, because: 'no_token' });
    expect(judge({ host: 'localhost:8080', origin: 'https://evil.example' }).ok).toBe(false);
    expect(judge({ host: 'localhost:8080', origin: 'http://localhost:9999' }).ok).toBe(false);
    expect(judge({ host: 'localhost:8080', origin: 'null' }).ok).toBe(false);
  });

  it('is not who comes from elsewhere, or through a proxy on this machine', () => {
    expect(judge({ host: 'localhost' }, '10.0.0.7').ok).toBe(false);
    expect(judge({ host: 'localhost', 'x-forwarded-for': '10.0.0.7' }).ok).toBe(false);
  });

  it('is whoever has the token, from anywhere', () => {
    expect(judge({ host: 'noc.example', authorization: `Bearer ${TOKEN}` }, '10.0.0.7').ok).toBe(true);
  });

  it('is not who has a wrong token, even on this machine', () => {
    expect(judge({ host: 'localhost', authorization: 'Bearer wrong' })).toEqual({
      ok: false,
      because: 'wrong_token',
    });
    expect(
      judge(
        { host: 'localhost', authorization: 'Bearer x' },
        '127.0.0.1',
        createAccess(undefined, createFakeClock()),
      ).ok,
    ).toBe(false);
  });
});

describe('a browser that has shown the token', () => {
  const clock = createFakeClock();
  const access = createAccess(TOKEN, clock);
  const cookie = (value: string) => ({ host: 'noc.example', cookie: `other=1; ${SESSION_COOKIE}=${value}` });
  const session = access.signIn(TOKEN)?.cookie ?? '';

  it('is known again from anywhere, also after a restart of the server', () => {
    expect(judge(cookie(session), '10.0.0.7', access).ok).toBe(true);
    expect(judge(cookie(session), '10.0.0.7', createAccess(TOKEN, clock)).ok).toBe(true);
  });

  it('is not known when a page from elsewhere sends its cookie', () => {
    expect(judge({ ...cookie(session), origin: 'https://evil.example' }, '10.0.0.7', access).ok).toBe(false);
    expect(judge({ ...cookie(session), origin: 'https://noc.example' }, '10.0.0.7', access).ok).toBe(true);
  });

  it('is forgotten after thirty days, and when the token changes', () => {
    expect(judge(cookie(session), '10.0.0.7', createAccess('another-token-altogether', clock)).ok).toBe(
      false,
    );
    const later = createFakeClock(clock.now() + 31 * DAY);
    expect(judge(cookie(session), '10.0.0.7', createAccess(TOKEN, later)).ok).toBe(false);
  });

  it('cannot make its session last longer, or make one up', () => {
    const [until = '', signed = ''] = session.split('.');
    expect(judge(cookie(`${Number(until) + 1}.${signed}`), '10.0.0.7', access).ok).toBe(false);
    expect(judge(cookie(`${until}.${'0'.repeat(64)}`), '10.0.0.7', access).ok).toBe(false);
    expect(access.signIn('wrong')).toBeUndefined();
    expect(createAccess(undefined, clock).signIn('undefined')).toBeUndefined();
  });
});
