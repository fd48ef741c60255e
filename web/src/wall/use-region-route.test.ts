import { expect, it } from 'vitest';
import { regionInAddress } from './use-region-route.ts';

it.each([
  ['?region=441202', '441202'],
  ['?lang=en&region=441202003', '441202003'],
  ['', ''],
  ['?region=', ''],
  ['?region=../../etc', ''],
])('reads the region of %s', (query, region) => {
  expect(regionInAddress(query)).toBe(region);
});
