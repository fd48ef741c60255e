import { describe, expect, it } from 'vitest';
import type { Memory } from './language.ts';
import { firstLanguage } from './language.ts';

const memory = (kept: string | null): Memory => ({ read: () => kept, write: () => undefined });

describe('the first language', () => {
  it('is Chinese, unless another was chosen before', () => {
    expect(firstLanguage('', memory(null))).toBe('zh');
    expect(firstLanguage('', memory('en'))).toBe('en');
  });

  it('is the one in the address, before the one remembered', () => {
    expect(firstLanguage('?lang=zh', memory('en'))).toBe('zh');
  });

  it('is never one that there is no catalogue for', () => {
    expect(firstLanguage('?lang=toString', memory('fr'))).toBe('zh');
  });
});
