import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHANNEL_TYPES } from './types.ts';

const HERE = new URL('.', import.meta.url);
const FOLDERS = readdirSync(HERE, { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

describe('kinds of channels', () => {
  it('are a folder and a line each', () => {
    expect(CHANNEL_TYPES.map(({ type }) => type).sort()).toEqual(FOLDERS.sort());
  });

  it.each(FOLDERS)('stand the contract: %s', (folder) => {
    expect(existsSync(new URL(`${folder}/${folder}.test.ts`, HERE))).toBe(true);
  });

  it.each(CHANNEL_TYPES)(
    'describe every field of their forms in both languages: $type',
    ({ settings, address }) => {
      const form = z.toJSONSchema(settings, { io: 'input' });
      const fields = Object.values(form.properties ?? {});
      expect(fields.length).toBeGreaterThan(1);
      for (const one of [...fields, z.toJSONSchema(address, { io: 'input' })])
        expect(one).toMatchObject({
          words: { zh: expect.stringMatching(/./), en: expect.stringMatching(/./) },
        });
    },
  );
});
