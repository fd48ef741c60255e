import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOfWords, wordsOfText } from './words-text.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe('numbers as text', () => {
  it('are what they were', () => {
    fc.assert(
      fc.property(fc.array(int32, { maxLength: 40 }), (numbers) => {
        const text = textOfWords(Int32Array.from(numbers));
        expect([...wordsOfText(text)]).toEqual(numbers);
        expect(JSON.stringify(text)).toHaveLength(text.length + 2);
      }),
    );
  });

  it('may be many', () => {
    const many = Int32Array.from({ length: 5_000 }, (_, i) => (i * 2_654_435_761) | 0);
    expect(wordsOfText(textOfWords(many))).toEqual(many);
  });

  it('that were cut off are the whole ones among them, whatever else stands there', () => {
    expect(wordsOfText(`${textOfWords(Int32Array.of(-7, 12))}AAAé`)).toEqual(Int32Array.of(-7, 12));
    expect(() => wordsOfText('é漢\u0000 ?')).not.toThrow();
  });
});
