import { z } from 'zod';
import { AreaCode, ShortText } from './ids.ts';

const EAST = 'expected degrees east, -180 to 180';
const NORTH = 'expected degrees north, -90 to 90';
/** WGS 84, east before north; what follows (a height) is not read. */
const Position = z.tuple(
  [z.number(EAST).min(-180, EAST).max(180, EAST), z.number(NORTH).min(-90, NORTH).max(90, NORTH)],
  z.number(),
);
const Ring = z.array(Position).min(4, 'expected a ring of at least 4 positions').refine(isClosed, {
  error: 'expected a ring that ends where it began',
});
const Rings = z.array(Ring).min(1, 'expected at least one ring');

function isClosed(ring: number[][]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

const Geometry = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Polygon'), coordinates: Rings }),
    z.object({
      type: z.literal('MultiPolygon'),
      coordinates: z.array(Rings).min(1, 'expected at least one polygon'),
    }),
  ],
  { error: 'expected a Polygon or a MultiPolygon' },
);

export const BoundaryFeature = z.object({
  type: z.literal('Feature', 'expected "Feature"'),
  properties: z.object({
    code: AreaCode.describe('a division code of 6, 9 or 12 digits'),
    name: ShortText,
  }),
  geometry: Geometry,
});
export type BoundaryFeature = z.infer<typeof BoundaryFeature>;

/** `boundaries.geojson`: standard GeoJSON (RFC 7946), one feature a division. */
export const Boundaries = z.object({
  type: z.literal('FeatureCollection', 'expected "FeatureCollection"'),
  features: z.array(BoundaryFeature).max(20_000),
});
export type Boundaries = z.infer<typeof Boundaries>;
