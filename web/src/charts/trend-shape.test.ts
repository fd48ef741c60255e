import { describe, expect, it } from 'vitest';
import { trendShape } from './trend-shape.ts';

describe('a small trend', () => {
  it('runs from zero at the bottom to the greatest at the top', () => {
    expect(trendShape([0, 10, 5], 100, 20)).toEqual({ line: 'M0 20L50 0L100 10', dots: [], last: [100, 10] });
  });

  it('is broken where nothing is known, and shows what stands alone as a dot', () => {
    expect(trendShape([4, 4, null, 2], 90, 20)).toEqual({
      line: 'M0 0L30 0M90 10',
      dots: [[90, 10]],
      last: [90, 10],
    });
  });

  it('lies on the ground where all is zero, and is nothing where nothing is known', () => {
    expect(trendShape([0, 0], 10, 20).line).toBe('M0 20L10 20');
    expect(trendShape([null], 10, 20)).toEqual({ line: '', dots: [], last: undefined });
  });
});
