import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { createLookup } from './single-lookup.ts';
import type { SystemLookup } from './single-lookup.ts';

const ADDRESSES: LookupAddress[] = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

/** A system that answers when it is told to. */
function createSystem() {
  const asked: { name: string; answer: Parameters<SystemLookup>[2] }[] = [];
  const lookup = createLookup((name, _, answer) => asked.push({ name, answer }));
  const ask = (name: string, options: { all?: boolean; family?: number } = {}) =>
    new Promise((resolve) => {
      lookup(name, options, (error, address, family) => resolve(error ? error.message : [address, family]));
    });
  return { asked, ask };
}

describe('a look-up', () => {
  it('is made once for all who wait for the same name, and again when they have it', async () => {
    const { asked, ask } = createSystem();
    const answers = [ask('hub', { all: true }), ask('hub'), ask('hub', { family: 4 }), ask('other')];
    expect(asked.map(({ name }) => name)).toEqual(['hub', 'other']);
    asked[0]?.answer(null, ADDRESSES);
    expect(await Promise.all(answers.slice(0, 3))).toEqual([
      [ADDRESSES, undefined],
      ['::1', 6],
      ['127.0.0.1', 4],
    ]);
    void ask('hub');
    expect(asked.map(({ name }) => name)).toEqual(['hub', 'other', 'hub']);
  });

  it('fails for all who wait', async () => {
    const { asked, ask } = createSystem();
    const answers = [ask('hub'), ask('hub')];
    asked[0]?.answer(new Error('ENOTFOUND'), []);
    expect(await Promise.all(answers)).toEqual(['ENOTFOUND', 'ENOTFOUND']);
  });
});
