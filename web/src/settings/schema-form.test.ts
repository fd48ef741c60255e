import { describe, expect, it } from 'vitest';
import { addressField, fieldsOf } from './schema-form.ts';
import { draftOf, isKept, settingsOf } from './settings-draft.ts';

const words = (zh: string) => ({ zh, en: `${zh}!` });
const SCHEMA = {
  type: 'object',
  properties: {
    url: { type: 'string', maxLength: 2_048, words: words('url'), destination: true },
    token: { type: 'string', words: words('token'), secret: true },
    body: { type: 'string', maxLength: 8_192, default: '{}', words: words('body') },
    port: { type: 'integer', minimum: 1, maximum: 65_535, default: 587, words: words('port') },
    mode: { type: 'string', enum: ['a', 'b'], default: 'a', words: words('mode') },
    loud: { type: 'boolean', words: words('loud') },
    headers: { type: 'object', additionalProperties: { type: 'string' }, words: words('headers') },
    keys: { type: 'object', additionalProperties: { type: 'string' }, words: words('keys'), secret: true },
    later: { type: 'array', words: words('later') },
  },
  required: ['url'],
};
const FIELDS = fieldsOf(SCHEMA);

describe('a form that a schema describes', () => {
  it('has a field for every text, number, choice, switch and table of names', () => {
    expect(FIELDS.map(({ name, kind }) => [name, kind])).toEqual([
      ['url', 'text'],
      ['token', 'text'],
      ['body', 'long'],
      ['port', 'number'],
      ['mode', 'choice'],
      ['loud', 'switch'],
      ['headers', 'pairs'],
      ['keys', 'pairs'],
    ]);
  });

  it('knows what is needed, what is secret, and in which bounds a number lies', () => {
    const [url, token, , port] = FIELDS;
    expect(url).toMatchObject({ isRequired: true, isDestination: true, isSecret: false });
    expect(token).toMatchObject({ isRequired: false, isSecret: true, words: words('token') });
    expect(port).toMatchObject({ min: 1, max: 65_535, initial: 587 });
  });

  it('begins with what the schema proposes, and sends nothing for what nobody filled in', () => {
    const sent = settingsOf(FIELDS, draftOf(FIELDS, {}), {});
    expect(sent).toEqual({ body: '{}', port: 587, mode: 'a', loud: false, headers: {}, keys: {} });
  });

  it('sends numbers as numbers, and what is no number as it was written', () => {
    const write = (text: string) => ({ ...draftOf(FIELDS, {}), port: { kind: 'text' as const, text } });
    expect(settingsOf(FIELDS, write(' 25 '), {})['port']).toBe(25);
    expect(settingsOf(FIELDS, write('many'), {})['port']).toBe('many');
  });

  it('keeps secrets that nobody touched, replaces those that were written, and drops those that were cleared', () => {
    const before = { url: 'https://a', token: { set: true }, keys: { set: true } };
    const draft = draftOf(FIELDS, before);
    expect(FIELDS.filter((field) => isKept(before, field)).map(({ name }) => name)).toEqual([
      'token',
      'keys',
    ]);
    expect(settingsOf(FIELDS, draft, before)).toMatchObject({ token: { set: true }, keys: { set: true } });
    const written = { ...draft, token: { kind: 'text' as const, text: 'new' } };
    expect(settingsOf(FIELDS, written, before)['token']).toBe('new');
    const cleared = { ...draft, token: { kind: 'text' as const, text: '' } };
    expect(settingsOf(FIELDS, cleared, before)).not.toHaveProperty('token');
  });

  it('sends the lines of a table that have a name', () => {
    const pairs = [
      { name: ' x-key ', value: '1' },
      { name: '', value: 'lost' },
    ];
    const draft = { ...draftOf(FIELDS, {}), headers: { kind: 'pairs' as const, pairs } };
    expect(settingsOf(FIELDS, draft, {})['headers']).toEqual({ 'x-key': '1' });
  });

  it('leaves alone what it does not show', () => {
    const before = { url: 'https://a', later: [1, 2] };
    expect(settingsOf(FIELDS, draftOf(FIELDS, before), before)).toMatchObject({ later: [1, 2] });
  });

  it('draws nothing from what is no schema', () => {
    expect(fieldsOf({ properties: 'none' })).toEqual([]);
  });
});

it('the field of an address has its words and its bound', () => {
  expect(addressField({ type: 'string', maxLength: 128, words: words('to') })).toMatchObject({
    words: words('to'),
    maxLength: 128,
  });
});
