import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HttpUrl, field } from './field.ts';
import { createRedactor, keepSecrets, secretsOf, withoutSecrets } from './secrets.ts';

const words = { zh: '', en: '' };
const schema = z.strictObject({
  host: field(z.string(), words, { destination: true }),
  password: field(z.string().optional(), words, { secret: true }),
  name: z.string(),
});
const OLD = { host: 'mail.example', password: 'hunter22', name: 'a' };
const SET = { set: true };

describe('secrets of a channel', () => {
  it('are shown as set, and not where they are not', () => {
    expect(withoutSecrets(schema, OLD)).toEqual({ ...OLD, password: SET });
    expect(withoutSecrets(schema, { host: 'h', name: 'a' })).toEqual({ host: 'h', name: 'a' });
  });

  it('stay where only "set" is sent, and go where nothing is', () => {
    const kept = keepSecrets(schema, { ...OLD, name: 'b', password: SET }, OLD);
    expect(kept).toEqual({ ok: true, settings: { ...OLD, name: 'b' } });
    const gone = keepSecrets(schema, { host: 'mail.example', name: 'b' }, OLD);
    expect(gone).toEqual({ ok: true, settings: { host: 'mail.example', name: 'b' } });
  });

  it('do not go along to another address', () => {
    const moved = { ...OLD, host: 'evil.example', password: SET };
    expect(keepSecrets(schema, moved, OLD)).toEqual({ ok: false, names: ['password'] });
    expect(keepSecrets(schema, { ...moved, password: 'new' }, OLD)).toMatchObject({ ok: true });
  });

  it('are taken out of what is said, as they are and as URLs, JSON and mail servers write them', () => {
    const redact = createRedactor(['p"w d+/=', 'abcd']);
    const said = `p"w d+/= ${encodeURIComponent('p"w d+/=')} ${JSON.stringify('p"w d+/=')} ${Buffer.from('p"w d+/=').toString('base64')} abcd`;
    expect(redact(said)).toBe('*** *** "***" *** ***');
  });

  it('of a URL are also what it has as parameters and long parts', () => {
    const withUrl = z.strictObject({ url: field(HttpUrl, words, { secret: true }) });
    const url = 'https://h.example/hook/0123456789abcdef?key=secret-key';
    expect(secretsOf(withUrl, { url })).toEqual([url, 'secret-key', '0123456789abcdef']);
  });
});
