import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { aMessage, aText } from './channel.contract.ts';
import type { FakeAnswer } from './fake-http.ts';
import { startFakeHttp } from './fake-http.ts';
import { openWith } from './open-with.ts';
import { sms } from './sms/index.ts';

const PHONE = '13800000000';

async function asked(
  settings: Record<string, unknown>,
  answer: FakeAnswer = {},
  text = 'a&b <c> "d" {{key}}',
) {
  const http = await startFakeHttp(() => answer);
  const channel = openWith(
    sms,
    { ...settings, url: `${http.origin}${String(settings['url'] ?? '/')}` },
    createFakeClock(),
  );
  const sent = await channel.send(aMessage(PHONE, { text: aText(text), link: undefined }));
  await http.stop();
  return { sent, request: http.asked[0]! };
}

describe('a gateway described by templates', () => {
  it('gets a value as a value in every form of body', async () => {
    const form = await asked({ encoding: 'form', body: 'to={{address}}&text={{text}}' });
    expect(new URLSearchParams(form.request.body.toString()).get('text')).toBe('【烽燧】a&b <c> "d" {{key}}');
    expect(form.request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    const xml = await asked({ encoding: 'xml', body: '<sms>{{text}}</sms>' });
    expect(xml.request.body.toString()).toBe('<sms>【烽燧】a&amp;b &lt;c&gt; &quot;d&quot; {{key}}</sms>');
    const json = await asked({ body: '{"text":"{{text}}"}' });
    expect(JSON.parse(json.request.body.toString())).toEqual({ text: '【烽燧】a&b <c> "d" {{key}}' });
  });

  it('may be asked by GET, with everything in the address', async () => {
    const { request } = await asked({ method: 'GET', url: '/s?m={{address}}&t={{text}}&k={{key}}' });
    expect(request.method).toBe('GET');
    expect(request.body.length).toBe(0);
    expect(request.url.searchParams.get('t')).toBe('【烽燧】a&b <c> "d" {{key}}');
    expect(request.url.searchParams.get('k')).toBe('m-20261122-0001');
  });

  it('is asked again later where its answer says so, and not where it says anything else', async () => {
    const settings = { contains: 'OK', retryIf: 'busy' };
    expect((await asked(settings, { body: 'OK 17' })).sent).toEqual({ ok: true });
    expect((await asked(settings, { body: 'busy' })).sent).toMatchObject({ ok: false, kind: 'later' });
    expect((await asked(settings, { body: 'no balance' })).sent).toMatchObject({
      ok: false,
      kind: 'never',
      why: 'the gateway says: no balance',
    });
  });

  it('cannot be opened with a template that names what there is not', () => {
    const open = () => openWith(sms, { url: 'http://localhost/', body: '{{secret.pwd}}' }, createFakeClock());
    expect(open).toThrow('a template names {{secret.pwd}}, which there is not');
  });
});
