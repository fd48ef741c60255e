import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAccess } from './access.ts';

const TOKEN = 'a-token-of-some-length';

function judge(
  headers: Record<string, string>,
  remoteAddress = '127.0.0.1',
  token: string | undefined = TOKEN,
) {
  return createAccess(token).judge({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
}

describe('who may ask', () => {
  it('is this machine by its own name, without a token', () => {
    for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080'])
      expect(judge({ host }).ok).toBe(true);
    expect(judge({ host: 'localhost' }, '::ffff:127.0.0.1').ok).toBe(true);
  });

  it('is not a page from elsewhere that sends its own name to this machine', () => {
    expect(judge({ host: 'evil.example' })).toEqual({ ok: false, because: 'no_token' });
    expect(judge({ host: 'localhost:8080', origin: 'https://evil.example' }).ok).toBe(false);
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
    expect(judge({ host: 'localhost', authorization: 'Bearer x' }, '127.0.0.1', undefined).ok).toBe(false);
  });
});
