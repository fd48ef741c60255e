import { describe, expect, it } from 'vitest';
import type { Position } from '../http/boundaries.ts';
import { labelPoint } from './label-point.ts';

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('where a name stands', () => {
  it('is well inside the largest part of a region', () => {
    const region = { code: '1', name: 'x', polygons: [[square(0, 0, 1)], [square(10, 10, 4)]] };
    const [lon, lat] = labelPoint(region);
    expect(lon).toBeCloseTo(12, 0);
    expect(lat).toBeCloseTo(12, 0);
  });

  it('is inside a region that bends around its own middle', () => {
    const horseshoe: Position[] = [
      [0, 0],
      [9, 0],
      [9, 9],
      [6, 9],
      [6, 3],
      [3, 3],
      [3, 9],
      [0, 9],
      [0, 0],
    ];
    const [lon, lat] = labelPoint({ code: '1', name: 'x', polygons: [[horseshoe]] });
    expect(lon > 3 && lon < 6 && lat > 3).toBe(false);
  });
});
