import { describe, expect, it } from 'vitest';
import { parseBoundaries } from './boundaries.ts';

const ring = [
  [112, 23],
  [113, 23],
  [113, 24],
  [112, 23],
];
const feature = (geometry: unknown, properties: unknown = { code: '441202', name: '端州区' }) => ({
  type: 'Feature',
  properties,
  geometry,
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

describe('boundaries', () => {
  it('come as polygons or several of them', () => {
    const parsed = parseBoundaries(
      collection(
        feature({ type: 'Polygon', coordinates: [ring] }),
        feature({ type: 'MultiPolygon', coordinates: [[ring], [ring]] }, { code: '441203' }),
      ),
    );
    expect(parsed).toEqual({
      success: true,
      data: [
        { code: '441202', name: '端州区', polygons: [[ring]] },
        { code: '441203', name: '441203', polygons: [[ring], [ring]] },
      ],
    });
  });

  it.each([
    ['a point', { type: 'Point', coordinates: [1, 2] }],
    [
      'a ring of two',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
    ],
    [
      'a ring with a word in it',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [3, 'x'],
            [1, 2],
            [1, 2],
          ],
        ],
      },
    ],
    ['no coordinates', { type: 'Polygon' }],
  ])('leave out %s, and keep the others', (_, geometry) => {
    const good = feature({ type: 'Polygon', coordinates: [ring] });
    expect(parseBoundaries(collection(feature(geometry), good))).toMatchObject({
      success: true,
      data: [{ code: '441202' }],
    });
  });

  it.each([
    ['nothing', null],
    ['an empty map', collection()],
    ['no map', { type: 'x' }],
    ['regions without code', collection(feature({ type: 'Polygon', coordinates: [ring] }, {}))],
  ])('are none in %s', (_, raw) => {
    expect(parseBoundaries(raw)).toEqual({ success: false });
  });
});
