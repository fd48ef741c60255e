import { describe, expect, it } from 'vitest';
import { hourWords } from './hour-words.ts';

const words = (...hours: number[]) => hourWords(new Set(hours));

describe('hours of the day in words', () => {
  it('are told as a stretch up to the end of its last hour', () => {
    expect(words(19, 20, 21)).toEqual({ zh: '每天19–22时', en: 'every day 19:00–22:00' });
    expect(words(8)).toEqual({ zh: '每天8–9时', en: 'every day 8:00–9:00' });
  });

  it('are told as several stretches where there are several', () => {
    expect(words(7, 21, 8, 22).zh).toBe('每天7–9时、21–23时');
  });

  it('go over midnight in one', () => {
    expect(words(23, 0, 1).zh).toBe('每天23–2时');
    expect(words(22, 23).zh).toBe('每天22–24时');
  });

  it('are not told one by one where they are most of the day, or all over it', () => {
    const all = Array.from({ length: 24 }, (_, hour) => hour);
    expect(words(...all).zh).toBe('全天多数时段');
    expect(words(1, 5, 9, 13).en).toBe('at several hours of the day');
  });
});
