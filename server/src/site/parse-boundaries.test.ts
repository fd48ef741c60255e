import { describe, expect, it } from 'vitest';
import { collection, faultsOf, feature, RING } from './small-site.ts';

describe('wrong boundaries are named by their path', () => {
  it.each([
    ['that are no JSON', '{"type":', /^boundaries\.geojson: is not JSON: /],
    [
      'that are no collection',
      '{"type":"Feature","features":[]}',
      'boundaries.geojson at type: expected "FeatureCollection"',
    ],
    [
      'of a division that is not there',
      collection(feature('441223'), feature('441224')),
      'boundaries.geojson at features[1].properties.code: "441224" is not in divisions.csv',
    ],
    [
      'of one division twice',
      collection(feature('441223'), feature('441223')),
      'boundaries.geojson at features[1].properties.code: "441223" is that of features[0] already',
    ],
    [
      'that are points',
      collection({ ...feature('441223'), geometry: { type: 'Point', coordinates: [1, 2] } }),
      'boundaries.geojson at features[0].geometry.type: expected a Polygon or a MultiPolygon',
    ],
    [
      'whose ring is open',
      collection(feature('441223', [[...RING, [112, 24]]])),
      'boundaries.geojson at features[0].geometry.coordinates[0]: expected a ring that ends where it began',
    ],
    [
      'that lie nowhere',
      collection(feature('441223', [[...RING.slice(0, 2), [190, 23], ...RING.slice(2)]])),
      'boundaries.geojson at features[0].geometry.coordinates[0][2][0]: expected degrees east, -180 to 180',
    ],
  ])('%s', (_, boundaries, expected) => {
    const faults = faultsOf({ boundaries });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
  });
});
