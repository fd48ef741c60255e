import type { Boundaries } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAreaAt } from './area-at.ts';

type Ring = [number, number][];
type Geometry = Boundaries['features'][number]['geometry'];

const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const feature = (code: string, geometry: Geometry): Boundaries['features'][number] => ({
  type: 'Feature',
  properties: { code, name: code },
  geometry,
});
const polygon = (code: string, ...coordinates: Ring[]) =>
  feature(code, { type: 'Polygon', coordinates } as Geometry);
const areaAt = (...features: Boundaries['features']) => createAreaAt({ type: 'FeatureCollection', features });

describe('the division that a point lies in', () => {
  it('is the smallest one, in whatever order they stand', () => {
    const county = polygon('441223', box(112, 23, 113, 24));
    const village = polygon('441223100200', box(112.4, 23.4, 112.5, 23.5));
    const town = polygon('441223100', box(112.2, 23.2, 112.6, 23.6));
    for (const find of [areaAt(county, village, town), areaAt(town, county, village)]) {
      expect(find(112.45, 23.45)).toBe('441223100200');
      expect(find(112.3, 23.3)).toBe('441223100');
      expect(find(112.9, 23.9)).toBe('441223');
      expect(find(111.9, 23.9)).toBeUndefined();
      expect(find(112.5, 24.1)).toBeUndefined();
    }
  });

  it('is not one that has a hole there, but one that lies in the hole', () => {
    const ring = polygon('441223', box(112, 23, 113, 24), box(112.4, 23.4, 112.6, 23.6));
    const inside = polygon('441226', box(112.45, 23.45, 112.55, 23.55));
    const find = areaAt(ring, inside);
    expect(find(112.2, 23.5)).toBe('441223');
    expect(find(112.42, 23.5)).toBeUndefined();
    expect(find(112.5, 23.5)).toBe('441226');
  });

  it('may be in several parts, each with holes', () => {
    const parts: Geometry = {
      type: 'MultiPolygon',
      coordinates: [[box(112, 23, 112.2, 23.2)], [box(113, 23, 113.4, 23.4), box(113.1, 23.1, 113.2, 23.2)]],
    };
    const find = areaAt(feature('441223', parts));
    expect([find(112.1, 23.1), find(113.3, 23.3)]).toEqual(['441223', '441223']);
    expect([find(112.6, 23.1), find(113.15, 23.15)]).toEqual([undefined, undefined]);
  });

  it('may be of any shape: a notch is outside', () => {
    const notched: Ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
      [0, 0],
    ];
    const find = areaAt(polygon('441223', notched));
    expect([find(2, 0.5), find(0.5, 2), find(3.5, 2)]).toEqual(['441223', '441223', '441223']);
    expect(find(2, 2)).toBeUndefined();
  });

  it('is one of two neighbours at every point that they cover together, their border too', () => {
    const find = areaAt(polygon('441223', box(0, 0, 1, 2)), polygon('441226', box(1, 0, 2, 2)));
    const coordinate = fc.double({ min: 0.001, max: 1.999, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(coordinate, fc.constant(1)), coordinate, (lon, lat) => {
        expect(find(lon, lat)).toBe(lon < 1 ? '441223' : '441226');
      }),
    );
  });

  it('is unknown without boundaries', () => {
    expect(createAreaAt(undefined)(112, 23)).toBeUndefined();
  });
});
