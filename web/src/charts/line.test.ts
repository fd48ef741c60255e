import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenLine, lonePoints } from './line.ts';

describe('a line', () => {
  it('is broken where a gap lies between two points', () => {
    expect(
      brokenLine(
        [
          [1, 5],
          [2, 6],
          [9, 7],
        ],
        [[3, 8]],
      ),
    ).toEqual([
      [1, 5],
      [2, 6],
      [3, null],
      [9, 7],
    ]);
  });

  it('is broken once for several gaps between the same two points', () => {
    expect(
      brokenLine(
        [
          [1, 5],
          [9, 7],
        ],
        [
          [2, 3],
          [4, 8],
        ],
      ),
    ).toEqual([
      [1, 5],
      [4, null],
      [9, 7],
    ]);
  });

  it('begins with its first point, whatever was missing before', () => {
    expect(brokenLine([[5, 1]], [[0, 4]])).toEqual([[5, 1]]);
  });

  it('loses no point and stays in order, whatever the gaps', () => {
    const point = fc.nat(100).map((at) => [at, at] as const);
    const gap = fc.tuple(fc.nat(100), fc.nat(20)).map(([from, length]) => [from, from + length] as const);
    fc.assert(
      fc.property(fc.uniqueArray(point, { selector: ([at]) => at }), fc.array(gap), (some, gaps) => {
        const points = some.toSorted((a, b) => a[0] - b[0]);
        const broken = brokenLine(points, gaps);
        expect(broken.filter(([, value]) => value !== null)).toEqual(points);
        expect(broken.every(([at], i) => i === 0 || at >= broken[i - 1]![0])).toBe(true);
      }),
    );
  });

  it('shows points that have nobody to be joined to', () => {
    const points = [
      [1, 5],
      [4, 6],
      [9, 7],
      [10, 8],
    ] as const;
    expect(
      lonePoints(points, [
        [2, 3],
        [5, 8],
      ]),
    ).toEqual([
      [1, 5],
      [4, 6],
    ]);
  });
});
