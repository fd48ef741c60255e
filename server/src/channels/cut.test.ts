import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, inBytes, inUnits } from './cut.ts';
import { plainInMarkdown } from './wording.ts';

describe('a text that is cut', () => {
  it('is left alone where it fits', () => {
    expect(cut('石涧', 6, inBytes, 'zh')).toBe('石涧');
  });

  it('says how many characters are missing', () => {
    expect(cut('一二三四五六七八九十一二三四五', 14, inUnits, 'zh')).toBe('一二三四五…（余 10 字）');
    expect(cut('x'.repeat(100), 40, inUnits, 'en')).toBe(`${'x'.repeat(17)}… (83 more characters)`);
  });

  it('is never cut within what people see as one character', () => {
    expect(cut('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 20, inUnits, 'zh')).toBe('👨‍👩‍👧…（余 10 字）');
    expect(cut('e\u0301e\u0301e\u0301', 3, inUnits, 'zh')).toBe('e\u0301');
  });

  it('is never longer than it may be, and what is left is its beginning', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.nat(400),
        fc.boolean(),
        (text, limit, bytes) => {
          const measure = bytes ? inBytes : inUnits;
          const kept = cut(text, limit, measure, 'zh');
          expect(measure(kept)).toBeLessThanOrEqual(Math.max(limit, 0));
          const note = /…（余 (\d+) 字）$/.exec(kept);
          const head = note && kept !== text ? kept.slice(0, note.index) : kept;
          expect(text.startsWith(head)).toBe(true);
          if (note && kept !== text) expect([...text.slice(head.length)].length).toBe(Number(note[1]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes no longer for a text of a million characters', () => {
    const text = '石涧镇🚨'.repeat(250_000);
    expect(inBytes(cut(text, 4_096, inBytes, 'zh'))).toBeLessThanOrEqual(4_096);
  });
});

describe('what people have written, in Markdown', () => {
  it('calls nobody and links nowhere', () => {
    expect(plainInMarkdown('<@all> [x](http://e) **b** `c`')).toBe(
      '＜@all＞ ［x］(http://e) ＊＊b＊＊ ｀c｀',
    );
  });
});
