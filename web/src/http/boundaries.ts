import type { Parse } from './get-json.ts';

export type Position = readonly [lon: number, lat: number];
/** Outer ring first, then holes. */
export type Polygon = readonly (readonly Position[])[];

export interface Boundary {
  code: string;
  name: string;
  polygons: readonly Polygon[];
}
export type Boundaries = readonly Boundary[];

const MAX_FEATURES = 2_000;
const MAX_POSITIONS = 500_000;

/** GeoJSON, WGS 84: a FeatureCollection of polygons with `properties.code` and `properties.name`. */
export const parseBoundaries: Parse<Boundaries> = (raw) => {
  const features = isObject(raw) ? raw['features'] : undefined;
  if (!Array.isArray(features) || features.length > MAX_FEATURES) return { success: false };
  const boundaries = features.map(toBoundary).filter((one) => one !== undefined);
  const positions = boundaries.flatMap((one) => one.polygons.flat()).reduce((n, ring) => n + ring.length, 0);
  if (boundaries.length === 0 || positions > MAX_POSITIONS) return { success: false };
  return { success: true, data: boundaries };
};

/** A feature that is no polygon, or has no code, is left out: the others are still worth drawing. */
function toBoundary(feature: unknown): Boundary | undefined {
  if (!isObject(feature) || !isObject(feature['properties']) || !isObject(feature['geometry']))
    return undefined;
  const { code, name } = feature['properties'];
  const polygons = toPolygons(feature['geometry']);
  if (typeof code !== 'string' || polygons === undefined) return undefined;
  return { code, name: typeof name === 'string' ? name : code, polygons };
}

function toPolygons(geometry: Record<string, unknown>): Polygon[] | undefined {
  const { type, coordinates } = geometry;
  const polygons = type === 'MultiPolygon' ? coordinates : type === 'Polygon' ? [coordinates] : undefined;
  return Array.isArray(polygons) && polygons.length > 0 && polygons.every(isPolygon) ? polygons : undefined;
}

const isPolygon = (value: unknown): value is Polygon =>
  Array.isArray(value) && value.length > 0 && value.every(isRing);

const isRing = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 4 && value.every(isPosition);

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
